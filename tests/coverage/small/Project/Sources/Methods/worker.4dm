//%attributes = {"preemptive":"capable"}
#DECLARE($signal : 4D.Signal)
Use ($signal)
	$signal.done:=True
End use
$signal.trigger()
