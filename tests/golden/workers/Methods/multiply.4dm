//%attributes = {"preemptive":"capable"}
#DECLARE($a : Integer; $b : Integer; $done : Object)
Use ($done)
	$done.result:=$a*$b
End use
$done.trigger()
