//%attributes = {"preemptive":"capable"}
// What each worker runs: it takes the next job until none is left. Then it triggers its signal, whatever has happened
#DECLARE($method : Text; $task : Object; $done : 4D.Signal)
var $number : Integer
var $result : Object

Try
	$number:=takeNext($task)
	While ($number>=0)
		EXECUTE METHOD($method; $result; $task.jobs[$number])
		Use ($task.results)
			$task.results[$number]:=OB Copy($result; ck shared; $task.results)
		End use 
		$number:=takeNext($task)
	End while 
Catch
	say(Current process name+": "+Last errors.first().message)
End try
$done.trigger()
