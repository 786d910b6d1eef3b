#DECLARE($fails : Boolean) : Text
defer(show("first"))
defer(show("second"))
show("working")
If ($fails)
	throw(5; "failing")
End if
return "done"
