// The sum of the numbers up to the value
#DECLARE($each : Object) -> $sum : Integer
var $numbers:=[]
var $i : Integer
For ($i; 1; $each.value)
	$numbers.push($i)
End for
$sum:=$numbers.reduce(Formula($1.accumulator:=$1.accumulator+$1.value); 0)
