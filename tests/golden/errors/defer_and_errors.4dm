// Deferred code runs although an error leaves the method
Try
	cleaning
Catch
	show("caught"; Last errors[0].message)
End try
