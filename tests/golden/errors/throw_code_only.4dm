// The description that 4D fills in
Try
	throw(600)
Catch
	show(Last errors[0].errCode; Last errors[0].message)
End try
