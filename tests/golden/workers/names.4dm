//fourd: --seed 1
// A worker knows its name
var $done : Object:=New signal
CALL WORKER("Postman"; "tell_name"; $done)
tell($done.wait(10); $done.name)
KILL WORKER("Postman")
