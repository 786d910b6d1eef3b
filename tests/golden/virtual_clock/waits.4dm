//fourd: --seed 1 --any-output
// Every wait moves the clock of a run with a seed, and lasts no time
var $before; $after : Integer
var $time : Time
var $signal : 4D.Signal
var $number : Integer

$before:=Milliseconds
$time:=Current time
DELAY PROCESS(Current process; 60*3600)
$after:=Milliseconds
show("an hour"; ($after-$before)>=3600000; ($after-$before)<3600100; Abs((Current time-$time)-3600)<=1)

$before:=Milliseconds
$signal:=New signal
show("signal"; $signal.wait(600); (Milliseconds-$before)>=600000; (Milliseconds-$before)<600100)
show("triggered"; $signal.signaled)

$number:=New process("holdSemaphore"; 0; "holder"; $signal)
$signal.wait()
show("semaphore"; Semaphore("mine"); Test semaphore("mine"))
$before:=Milliseconds
show("after two seconds"; Semaphore("mine"; 120); (Milliseconds-$before)>=2000; (Milliseconds-$before)<2100)
$before:=Milliseconds
show("when it is free"; Semaphore("mine"; 60*60*60); (Milliseconds-$before)<61000)
CLEAR SEMAPHORE("mine")

$before:=Tickcount
DELAY PROCESS(Current process; 90)
show("ticks"; (Tickcount-$before)>=90; (Tickcount-$before)<92)

// Who looks again and again sees the time pass too
$before:=Milliseconds
While ((Milliseconds-$before)<1000)
	IDLE
End while
show("looked for a second"; (Milliseconds-$before)<1002)
