//fourd:
// A change without Use is an error; reading is not
var $s : Object:=New shared object("a"; 1)
Try
	$s.a:=2
	tell("never")
Catch
	tell("error"; Last errors.length>0)
End try
tell($s.a)
