//fourd:
// A change without Use ends the script
var $s : Object:=New shared object("a"; 1)
tell($s)
$s.a:=2
tell("never")
