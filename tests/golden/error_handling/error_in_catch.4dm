//fourd:
// An error in Catch goes to the Try around
Try
	Try
		throw(1; "one")
	Catch
		throw(2; "two")
		tell("never")
	End try
	tell("never")
Catch
	tell("caught"; Last errors[0].message)
End try
