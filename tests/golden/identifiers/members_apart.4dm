//fourd:
// A property and a function of a class have different names, and so have parameters
var $twice:=cs.Twice.new()
show($twice.good())
Try
	show($twice.size())
Catch
	show(Last errors.last().message)
End try
Try
	show($twice.of("a"; "b"))
Catch
	show(Last errors.last().message)
End try
