// Deferred expressions run when the method ends, the last one first
show(deferring(False))
Try
	deferring(True)
Catch
	show("caught")
End try
