//fourd:
// A deferred error of a called method goes to Catch when the method ends
Try
	throws_deferred
	tell("never")
Catch
	tell("caught"; Last errors.length; Last errors[0].message)
End try
