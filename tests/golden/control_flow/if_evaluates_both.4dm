// & evaluates both sides, && only what it needs (Control flow, If...Else...End if)
If (says("A"; False) & says("B"; True))
	show("never")
End if
If (says("A"; False) && says("B"; True))
	show("never")
End if
If (says("A"; True) || says("B"; True))
	show("one was enough")
End if
