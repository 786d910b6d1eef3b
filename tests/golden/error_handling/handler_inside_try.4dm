//fourd:
// A handler installed inside Try is called
Try
	ON ERR CALL("on_error"; ek local)
	throw(7; "inside")
	tell("goes on")
Catch
	tell("never")
End try
ON ERR CALL(""; ek local)
