// Workers end with the main method, other processes end by themselves
var $n : Integer
CALL WORKER("idle"; "waits_for_ever")
$n:=New process("ends_later"; 0)
DELAY PROCESS(Current process; 6)
show("main ends")
