#DECLARE( ... : Real) : Real
var $number : Integer
var $total : Real
For ($number; 1; Count parameters)
	$total+=${$number}
End for
return $total
