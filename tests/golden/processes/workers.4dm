// A worker keeps its variables between tasks, which it does one after the other
var $signal : 4D.Signal
$signal:=New signal
CALL WORKER("counter"; "count_up"; 1)
CALL WORKER("counter"; "count_up"; 10)
CALL WORKER("counter"; Formula(show("formula"; vCount)))
CALL WORKER("counter"; "count_up"; 100; $signal)
$signal.wait()
KILL WORKER("counter")
show("end")
