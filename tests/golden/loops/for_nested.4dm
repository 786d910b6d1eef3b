//fourd:
// Loops in loops
var $i; $j : Integer
var $line : Text
For ($i; 1; 3)
	$line:=""
	For ($j; 1; $i)
		$line+=String($i*$j)+" "
	End for
	tell($line)
End for
