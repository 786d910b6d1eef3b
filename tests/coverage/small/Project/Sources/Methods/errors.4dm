#DECLARE($fails : Boolean)
Try
	If ($fails)
		throw(5; "no")
		ALERT("not here")
	End if
Catch
	var $caught : Text
	$caught:=Last errors[0].message
End try
$result:=Try($caught.length)
Try
	$a:=1
Catch
	$a:=2
End try
