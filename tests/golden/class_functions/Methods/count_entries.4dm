//%attributes = {"preemptive":"capable"}
#DECLARE($done : Object)
Use ($done)
	$done.count:=cs.Register.me.entries.length
End use
$done.trigger()
