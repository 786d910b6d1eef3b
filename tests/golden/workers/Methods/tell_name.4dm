//%attributes = {"preemptive":"capable"}
#DECLARE($done : Object)
Use ($done)
	$done.name:=Current process name
End use
$done.trigger()
