//fourd: --seed 1
// A process singleton is another one in each process
cs.Register.me.add("here")
var $done : Object:=New signal
CALL WORKER("other"; "count_entries"; $done)
tell($done.wait(10); $done.count; cs.Register.me.entries.length)
KILL WORKER("other")
