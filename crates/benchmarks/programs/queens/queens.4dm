// In how many ways eleven queens stand on a board of eleven columns without threatening each other
var $board : Collection
var $row : Integer

$board:=New collection
For ($row; 1; 11)
	$board.push(0)
End for 
LOG EVENT(Into system standard outputs; "queens "+String(placeFrom($board; 0))+"\n")
