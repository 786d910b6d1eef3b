// A class or function that is not there
Try
	$o:=cs.Nobody.new()
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
