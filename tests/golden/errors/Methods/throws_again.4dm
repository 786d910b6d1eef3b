show("handler"; Last errors.extract("errCode").join(","); Error method; Error line)
If (Last errors.length=1)
	throw
	show("after the throw")
End if
