// What needs a data file, an interface or a web server says so.
Try
	QUERY([Company]; [Company]ID=1)
Catch
	ASSERT(Last errors[0].message="not implemented: `QUERY` needs a data file")
End try
Try
	var $number : Integer:=[Company]ID
Catch
	ASSERT(Last errors[0].message="not implemented: `[Company]ID` needs a data file")
End try
Try
	DIALOG("Main")
Catch
	ASSERT(Last errors[0].message="not implemented: `DIALOG` needs an interface")
End try
Try
	WEB SEND TEXT("text")
Catch
	ASSERT(Last errors[0].message="not implemented: `WEB SEND TEXT` needs a web server")
End try
ASSERT(FORM Event=Null)
ASSERT(Form event code=0)
