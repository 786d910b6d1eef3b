// What callbacks get, may set and may keep
var $c; $kept; $r : Collection
var $calls : Integer

$c:=[1; 2; 3; 4; 5]
$kept:=[]
$r:=$c.map(Formula($2.push($1)); $kept)
LOG EVENT(Into system standard outputs; $kept.extract("value").join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.map(Formula($1.value*$2+$3); 10; 1).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.map(Formula($1.stop:=($1.value=3))).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.map(Formula($1.result:=$1.value)).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.map(Formula(OB Keys($1).join("+"))).join(",")+"\n")
LOG EVENT(Into system standard outputs; $c.filter(Formula($1.value>2)).join(",")+" "+String([{a: 1}; {b: True}].filter(Formula($1.value.b)).length)+"\n")
LOG EVENT(Into system standard outputs; String($c.find(Formula($1.value>$2); 3))+" "+String($c.findIndex(3; Formula($1.value>2)))+" "+String($c.findIndex(9; Formula(True)))+"\n")
LOG EVENT(Into system standard outputs; String($c.every(Formula($1.value>0)))+" "+String($c.every(5; Formula(True)))+" "+String($c.some(-1; Formula($1.value<5)))+"\n")
LOG EVENT(Into system standard outputs; String($c.reduce(Formula($1.accumulator:=$1.accumulator+$1.value); 0))+" "+$c.reduceRight(Formula($1.accumulator:=$1.accumulator+String($1.value)); "")+"\n")
LOG EVENT(Into system standard outputs; String(Undefined([].reduce(Formula($1.accumulator:=1))))+"\n")
Try
	$r:=$c.map(Formula($1.value.a.b.c()))
Catch
	LOG EVENT(Into system standard outputs; "error of a callback arrives\n")
End try
Try
	$r:=$c.map("noSuchMethod")
Catch
	LOG EVENT(Into system standard outputs; "missing method refused\n")
End try
Try
	$r:=$c.map(12)
Catch
	LOG EVENT(Into system standard outputs; "number refused\n")
End try
