//fourd:
// OB Copy of a shared object is not shared
var $s : Object:=New shared object("n"; 1; "list"; New shared collection(1; 2))
var $copy : Object:=OB Copy($s)
tell(OB Is shared($s); OB Is shared($copy); OB Is shared($copy.list))
$copy.n:=9
$copy.list.push(3)
tell($s; $copy)
