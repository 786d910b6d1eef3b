//fourd:
// A pointer to a local variable of a method that has ended
var $p : Pointer:=gives_pointer
Try
	tell($p->)
Catch
	tell("ended"; Last errors.length>0)
End try
