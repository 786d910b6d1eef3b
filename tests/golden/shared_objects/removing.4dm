//fourd:
// OB REMOVE needs no Use
var $s : Object:=New shared object("a"; 1; "b"; 2)
OB REMOVE($s; "a")
tell($s)
