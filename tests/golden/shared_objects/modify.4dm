//fourd:
// A shared object changes between Use and End use
var $s : Object:=New shared object("a"; 1)
Use ($s)
	$s.a:=2
	$s.b:="new"
End use
tell($s; OB Is shared($s))
tell($s.a+1)
