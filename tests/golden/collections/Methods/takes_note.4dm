// Keeps the errors
If (_noted=Null)
	_noted:=[]
End if
_noted.push(ERROR)
