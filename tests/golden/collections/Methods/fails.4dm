// Shows what gives no error
#DECLARE($what : Text; $code : 4D.Function)
Try
	$code.call()
	show($what; "gives no error")
Catch
End try
