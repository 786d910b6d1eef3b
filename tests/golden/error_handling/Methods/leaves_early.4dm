#DECLARE($early : Boolean) : Text
Try
	If ($early)
		return "early"
	End if
	throw(1; "x")
Catch
	return "from catch"
End try
return "never"
