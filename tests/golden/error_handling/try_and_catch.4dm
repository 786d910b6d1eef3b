//fourd:
// The statement after the one that failed is Catch's first
Try
	tell("before")
	throw(77; "broken")
	tell("never")
Catch
	tell("caught"; Last errors[0].errCode; Last errors[0].message)
End try
tell("after")
