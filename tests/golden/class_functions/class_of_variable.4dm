//fourd:
// A variable of a class takes no other objects
var $v : cs.Vehicle
$v:=cs.Bicycle.new("gray")
tell($v.color)
Try
	$v:={wheels: 1}
	tell("never")
Catch
	tell("refused")
End try
tell($v.color)
