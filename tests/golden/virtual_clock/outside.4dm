//fourd: --seed 1
// The clock stands while an external program is awaited, and nobody takes that for a deadlock
var $before : Integer
var $output; $errors; $input : Text
var $worker : 4D.SystemWorker
var $number : Integer
var $signal : 4D.Signal

$before:=Milliseconds
LAUNCH EXTERNAL PROCESS("sleep 0.2"; $input; $output; $errors)
show("external process"; (Milliseconds-$before)<10)

$before:=Milliseconds
$worker:=4D.SystemWorker.new("sleep 0.2")
$worker.wait()
show("system worker"; $worker.exitCode; (Milliseconds-$before)<10)

// A limit is a limit of real time too
$before:=Milliseconds
$worker:=4D.SystemWorker.new("sleep 100")
$worker.wait(0.2)
show("limit"; $worker.terminated; (Milliseconds-$before)>=200; (Milliseconds-$before)<210)
$worker.terminate()
$worker.wait()

// Another process goes on meanwhile: what it waits for comes first, however long that takes on its clock
$signal:=New signal
$number:=New process("askOutside"; 0; "asking"; $signal)
$before:=Milliseconds
show("signal"; $signal.wait(3600); (Milliseconds-$before)<2000)

// A program that looks again and again does not outrun the external one
$before:=Milliseconds
$worker:=4D.SystemWorker.new("sleep 0.3")
While (Not($worker.terminated) & ((Milliseconds-$before)<3000))
	DELAY PROCESS(Current process; 1)
End while
show("looked at"; $worker.terminated)
