// Catch runs where an error was thrown, else not (Error handling, Try...Catch...End try)
Try
	show("no error")
Catch
	show("never")
End try
Try
	throw(50042; "This is a custom error")
	show("never")
Catch
	show(Last errors[0].errCode; Last errors[0].message)
End try
show("behind")
