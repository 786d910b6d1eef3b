// Try goes before a handler that was installed outside; one installed inside is called
ON ERR CALL("handler")
Try
	throw(1; "to catch")
	show("never")
Catch
	show("catch"; Last errors[0].message)
End try
ON ERR CALL("")
Try
	ON ERR CALL("handler")
	throw(2; "to the handler")
	show("goes on")
Catch
	show("never")
End try
ON ERR CALL("")
