// A desktop session does not end by itself; an error of an assignment names the property
Try
	Session.idleTimeout:=70
Catch
	show(String(Last errors[0].errCode)+" "+Last errors[0].message)
End try
Try
	Session.idleTimeout:="x"
Catch
	show(String(Last errors[0].errCode)+" "+Last errors[0].message)
End try
