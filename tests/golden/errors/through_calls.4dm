// An error leaves all called methods up to the Try
Try
	go_down(3)
	show("never")
Catch
	show("caught"; Last errors[0].message)
End try
