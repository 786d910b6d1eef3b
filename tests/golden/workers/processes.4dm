//fourd: --seed 1
// Processes share an object and count in it
var $o : Object:=New shared object("n"; 0)
var $i; $process : Integer
var $signals : Collection:=[]
For ($i; 1; 3)
	$signals.push(New signal)
	$process:=New process("count_up"; 0; "counter "+String($i); $o; $signals[$i-1])
End for
For ($i; 0; 2)
	tell($signals[$i].wait(10))
End for
tell($o.n)
