// An empty handler: Error can be tested in the method itself
ON ERR CALL("empty_handler")
throw(-43; "not found")
If (Error=-43)
	show("File not found.")
End if
ON ERR CALL("")
