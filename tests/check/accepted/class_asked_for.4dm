If (cs.Missing=Null)
	ALERT("no such class")
End if
