defer(tell("cleaned"))
tell("working")
If (True)
	return
End if
tell("never")
