#DECLARE($format : Text) -> $result : Text
var $sum : Real
var $i : Integer
For ($i; 2; Count parameters)
	$sum:=$sum+${$i}
End for
$result:=String($sum; $format)
