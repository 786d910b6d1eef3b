//fourd:
// The nearest Try takes the error
Try
	Try
		throw(1; "inner")
	Catch
		tell("inner catch"; Last errors[0].message)
	End try
	tell("goes on")
	throw(2; "outer")
Catch
	tell("outer catch"; Last errors[0].message)
End try
