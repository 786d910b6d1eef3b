//fourd:
// Without an error Catch does not run
Try
	tell("fine")
Catch
	tell("never")
End try
tell("after")
