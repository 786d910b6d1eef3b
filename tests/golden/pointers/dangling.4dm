// A local variable is gone with its method, and a pointer to it with it
var $p : Pointer
$p:=pointer_to_local
Try
	show($p->)
Catch
	show("gone")
End try
