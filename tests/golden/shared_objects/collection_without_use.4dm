//fourd:
// An element cannot be assigned without Use
var $c : Collection:=New shared collection("a")
Try
	$c[0]:="b"
Catch
	tell("error"; Last errors.length>0)
End try
tell($c)
