var started : Boolean
started:=True
If (Current user="nobody at all")
	started:=False
End if
