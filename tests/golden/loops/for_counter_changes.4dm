//fourd:
// A change of the counter counts
var $i : Integer
For ($i; 1; 6)
	tell($i)
	If ($i=2)
		$i:=4
	End if
End for
