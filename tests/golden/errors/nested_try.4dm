// An error goes to the innermost Try; one in Catch to the next
Try
	Try
		throw(1; "inner")
	Catch
		show("inner catch"; Last errors[0].message)
		throw(2; "from catch")
		show("never")
	End try
	show("never")
Catch
	show("outer catch"; Last errors[0].message)
End try
