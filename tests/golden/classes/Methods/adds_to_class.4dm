//%attributes = {"preemptive":"capable"}
#DECLARE($class : 4D.Class; $signal : 4D.Signal)
var $i; $n : Integer
For ($i; 1; 200)
	Use ($class)
		$n:=$class.total
		DELAY PROCESS(Current process; 0)
		$class.total:=$n+1
	End use
End for
Use ($class)
	cs.Plain.done:=cs.Plain.done+1
	If ($class.done=2)
		$signal.trigger()
	End if
End use
