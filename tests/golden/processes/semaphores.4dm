// One process holds a semaphore, others see it
var $signal : 4D.Signal
var $n : Integer
show(Semaphore("door"); Test semaphore("door"))
$signal:=New signal
$n:=New process("try_door"; 0; "other"; $signal)
$signal.wait()
CLEAR SEMAPHORE("door")
show(Test semaphore("door"))
