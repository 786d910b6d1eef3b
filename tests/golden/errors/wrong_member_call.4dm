// Calling what is not a function, and a member of Null
var $o : Object
$o:={a: 1}
Try
	$o.missing()
	show("never")
Catch
	show("no function")
End try
$o:=Null
Try
	show($o.a)
Catch
	show("Null has no members")
End try
