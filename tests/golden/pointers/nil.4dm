// Reading or writing through a nil pointer is an error
var $p : Pointer
show(Is nil pointer($p); $p=Null)
Try
	show($p->)
Catch
	show("cannot be read")
End try
Try
	$p->:=1
	show("never")
Catch
	show("cannot be written")
End try
If ($p#Null)
	$p->:=1
End if
