// A deferred error thrown directly in Try: the block runs to its end, Catch does not
Try
	throw({message: "put off"; deferred: True})
	show("goes on")
Catch
	show("never")
End try
show("behind")
