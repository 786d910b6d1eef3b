//fourd:
// throw with a code, a text, an object
Try
	throw(5)
Catch
	tell(Last errors[0].errCode; Last errors[0].message#"")
End try
Try
	throw({errCode: 6; message: "six"})
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
Try
	throw({message: "no code"})
Catch
	tell(Last errors[0].errCode; Last errors[0].message)
End try
