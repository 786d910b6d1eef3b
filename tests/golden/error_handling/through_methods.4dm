//fourd:
// An error leaves the methods that do not catch it
Try
	tell(fails_above(3; 5))
	calls_failing
	tell("never")
Catch
	tell("caught"; Last errors[0].errCode)
End try
