//%attributes = {"preemptive":"capable"}
#DECLARE($o : Object; $done : Object)
var $i : Integer
For ($i; 1; 5)
	Use ($o)
		$o.n+=1
	End use
End for
$done.trigger()
