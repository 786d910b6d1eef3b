// Start, end and increment (Control flow, For...End for)
var $i : Integer
For ($i; 1; 3)
	show("up"; $i)
End for
show("behind"; $i)
For ($i; 3; 1; -1)
	show("down"; $i)
End for
show("behind"; $i)
For ($i; 2; 7; 2)
	show("even"; $i)
End for
For ($i; 5; 5)
	show("once"; $i)
End for
For ($i; 5; 4)
	show("never")
End for
