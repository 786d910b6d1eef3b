//fourd: --any-order
// A process with a name and parameters; its number tells it from others
var $n : Integer
$n:=New process("work"; 0; "my process"; "hello"; 5)
show("started"; $n#0; $n#Current process)
DELAY PROCESS(Current process; 6)
show("main ends")
