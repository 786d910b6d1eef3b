//fourd:
// Try comes before a handler that was installed earlier
ON ERR CALL("on_error"; ek local)
Try
	throw(5; "in try")
	tell("never")
Catch
	tell("catch"; Last errors[0].message)
End try
throw(6; "outside")
tell("end")
