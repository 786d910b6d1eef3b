// Either branch may be empty (Control flow, If...Else...End if)
For ($i; 1; 3)
	If ($i=2)
		show("two")
	Else
		show("not two")
	End if
End for
If (False)
Else
	show("only else")
End if
If (True)
	show("only then")
Else
End if
If (False)
	show("never")
End if
