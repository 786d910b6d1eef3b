//fourd:
// Null with < and > is an error
var $a : Object:={empty: Null}
Try
	tell($a.empty>5)
Catch
	tell("error"; Last errors.length>0)
End try
Try
	tell($a.none>$a.empty)
Catch
	tell("error"; Last errors.length>0)
End try
