//fourd: --seed 1
// A formula may be called in a worker
var $done : Object:=New signal
CALL WORKER("calculator"; Formula(multiply($1; $2; $3)); 6; 7; $done)
tell($done.wait(10); $done.result)
KILL WORKER("calculator")
