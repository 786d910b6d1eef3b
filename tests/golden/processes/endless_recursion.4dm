// Infinite recursion ends in an error that can be handled
Try
	for_ever(1)
	show("never")
Catch
	show("stack is full")
End try
