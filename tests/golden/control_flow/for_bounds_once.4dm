// Start, end and increment are evaluated once; changing the variables has no effect on the loop
var $i; $end; $step : Integer
$end:=3
$step:=1
For ($i; 1; $end; $step)
	$end:=100
	$step:=50
	show($i)
End for
