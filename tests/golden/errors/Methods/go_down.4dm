#DECLARE($n : Integer)
show("level"; $n)
If ($n>1)
	go_down($n-1)
Else
	throw(3; "at the bottom")
End if
show("never")
