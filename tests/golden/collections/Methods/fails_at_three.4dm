#DECLARE($each : Object) -> $result : Integer
If ($each.value=3)
	throw(1; "three")
End if
$result:=$each.value*2
