// Catch may be left out; the error is only known to Last errors
Try
	throw(7; "silent")
	show("never")
End try
show(Last errors[0].message)
