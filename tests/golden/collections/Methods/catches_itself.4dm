#DECLARE($each : Object) -> $result : Text
Try
	$result:=String($each.value)
	If ($each.value=3)
		throw(1; "three")
	End if
Catch
	$result:="caught"
End try
