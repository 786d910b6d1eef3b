//fourd:
// A nil pointer cannot be followed
var $p : Pointer
If ($p#Null)
	tell("never")
End if
Try
	tell($p->)
Catch
	tell("nil pointer"; Last errors.length>0)
End try
