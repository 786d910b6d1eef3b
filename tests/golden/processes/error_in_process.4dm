// An unhandled error ends its process only; the run tells of it
var $n : Integer
$n:=New process("fails"; 0; "failing")
DELAY PROCESS(Current process; 6)
show("main goes on")
