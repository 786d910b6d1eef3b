//%attributes = {"preemptive":"capable"}
#DECLARE($counter : Object; $signal : 4D.Signal)
var $i : Integer
For ($i; 1; 100)
	Use ($counter)
		$counter.n:=$counter.n+1
	End use
End for
$signal.trigger()
