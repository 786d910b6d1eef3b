// A result of another type than the declared one is an error
Try
	wrong_result
	show("never")
Catch
	show("wrong type")
End try
