// A class or function that is not there
var $store : Object:=cs
Try
	$o:=$store["Nobody"].new()
	show("never")
Catch
	show("no class")
End try
Try
	cs.Person.new("a"; "b").fly()
	show("never")
Catch
	show("no function")
End try
