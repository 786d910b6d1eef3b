// Each process has process variables of its own; interprocess variables are shared
vMine:=1
<>shared:=1
var $n : Integer
$n:=New process("change_variables"; 0)
DELAY PROCESS(Current process; 6)
show(vMine; <>shared)
