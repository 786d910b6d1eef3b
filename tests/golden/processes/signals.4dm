// wait goes on when the signal is triggered, or when time is over
var $signal : 4D.Signal
var $n : Integer
$signal:=New signal("done")
show($signal.description; $signal.signaled; $signal.wait(0.01))
$n:=New process("trigger"; 0; "t"; $signal)
show($signal.wait(); $signal.signaled; $signal.result)
