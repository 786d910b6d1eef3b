// A deferred error of a called method goes to Catch when the method has ended
Try
	throws_later
	show("never")
Catch
	show("caught"; Last errors[0].message)
End try
