//%attributes = {"preemptive":"capable"}
#DECLARE($o : Object; $done : Object)
If (OB Is shared($o))
	Use ($o)
		$o.n:=2
	End use
Else
	$o.n:=2
End if
Use ($done)
	$done.seen:=$o.n
End use
$done.trigger()
