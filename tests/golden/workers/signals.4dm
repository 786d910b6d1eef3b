//fourd:
// A signal that is not triggered lets wait end by its limit
var $s : Object:=New signal("mark")
tell($s.description; $s.signaled; $s.wait(0.05))
$s.trigger()
tell($s.signaled; $s.wait(0.05); $s.wait())
