//fourd:
// Undefined has no order with booleans, objects and undefined
var $o : Object:={}
Try
	tell($o.a>True)
Catch
	tell("boolean")
End try
Try
	tell($o.a<{})
Catch
	tell("object")
End try
Try
	tell($o.a<$o.b)
Catch
	tell("undefined")
End try
