//fourd:
// Writing into an object that is not there
var $o : Object
tell(Undefined($o.a))
Try
	$o.a:=1
	tell("never")
Catch
	tell("no object"; Last errors.length>0)
End try
