//fourd: --seed 1
// A shared object goes by reference
var $done : Object:=New signal
var $o : Object:=New shared object("n"; 1)
CALL WORKER("sharer"; "change_object"; $o; $done)
tell($done.wait(10); $done.seen)
tell($o)
KILL WORKER("sharer")
