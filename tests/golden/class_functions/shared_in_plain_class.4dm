//fourd:
// shared Function in a class that is not shared does nothing
var $l : cs.Late:=cs.Late.new()
$l.raise()
tell($l.a; OB Is shared($l))
