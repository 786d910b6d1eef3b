//%attributes = {"preemptive":"capable"}
#DECLARE($signal : 4D.Signal)
Use ($signal)
	$signal.level:=Transaction level
End use
$signal.trigger()
