// Real counters and increments, process variables as counters
var $r : Real
For ($r; 0; 1; 0.25)
	show($r)
End for
For (counter; 1; 2)
	show("process"; counter)
End for
show(counter)
