// One instance for all processes; shared functions need no Use
show(cs.Counter.me.increment())
show(cs.Counter.me.increment(); OB Is shared(cs.Counter.me))
var $signal : 4D.Signal
$signal:=New signal
$n:=New process("increment_elsewhere"; 0; "elsewhere"; $signal)
$signal.wait()
show(cs.Counter.me.count)
