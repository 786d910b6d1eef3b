// Parallel processes change a shared object inside Use
var $counter : Object
var $signals : Collection
var $signal : 4D.Signal
var $i; $n : Integer
$counter:=New shared object("n"; 0)
$signals:=[]
For ($i; 1; 4)
	$signal:=New signal
	$signals.push($signal)
	$n:=New process("add_hundred"; 0; "adder "+String($i); $counter; $signal)
End for
For each ($signal; $signals)
	$signal.wait()
End for each
show($counter.n)
