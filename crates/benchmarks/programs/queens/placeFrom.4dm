// The number of ways to fill the rows from $row on; $board holds the column of the queen of each row above
#DECLARE($board : Collection; $row : Integer)->$ways : Integer
var $column; $above : Integer
var $free : Boolean

If ($row=$board.length)
	return 1
End if 
For ($column; 0; $board.length-1)
	$free:=True
	$above:=0
	While ($free & ($above<$row))
		$free:=($board[$above]#$column) & (Abs($board[$above]-$column)#($row-$above))
		$above:=$above+1
	End while 
	If ($free)
		$board[$row]:=$column
		$ways:=$ways+placeFrom($board; $row+1)
	End if 
End for 
