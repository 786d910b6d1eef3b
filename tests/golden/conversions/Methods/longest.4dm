#DECLARE( ... : Text) : Text
var $i : Integer
var $longest : Text
For ($i; 1; Count parameters)
	If (Length(${$i})>Length($longest))
		$longest:=${$i}
	End if
End for
return $longest
