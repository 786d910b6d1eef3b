//fourd:
// A call of an unknown function of an object
var $o : Object:={a: 1}
Try
	$o.go()
	tell("never")
Catch
	tell("cannot be called"; Last errors.length>0)
End try
