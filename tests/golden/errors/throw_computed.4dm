// Properties that a class computes count
Try
	throw(cs.Refused.new("key"))
Catch
	show(Error; JSON Stringify(Last errors))
End try
