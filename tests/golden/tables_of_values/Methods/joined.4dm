#DECLARE($between : Text) : Text
var $i : Integer
var $parts : Collection:=[]
For ($i; 2; Count parameters)
	$parts.push(String(${$i}))
End for
return $parts.join($between)
