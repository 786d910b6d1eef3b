//fourd:
// For each over shared values; changes need Use
var $s : Object:=New shared object("a"; 1; "b"; 2)
var $name : Text
For each ($name; $s)
	Use ($s)
		$s[$name]:=$s[$name]*10
	End use
End for each
tell($s)
var $sum; $n : Integer
For each ($n; New shared collection(1; 2; 3))
	$sum+=$n
End for each
tell($sum)
