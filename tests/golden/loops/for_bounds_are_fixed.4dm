//fourd:
// Bounds and step are evaluated once
var $i : Integer
var $end : Integer:=3
var $step : Integer:=1
For ($i; 1; $end; $step)
	$end:=10
	$step:=5
	tell($i)
End for
tell($end; $step)
