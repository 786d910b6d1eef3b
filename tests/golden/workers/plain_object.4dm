//fourd: --seed 1
// A plain object goes as a copy
var $done : Object:=New signal
var $o : Object:={n: 1}
CALL WORKER("copier"; "change_object"; $o; $done)
tell($done.wait(10); $done.seen)
tell($o)
KILL WORKER("copier")
