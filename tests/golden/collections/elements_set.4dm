// Elements of a collection in a variable: any value, any position, other kinds of values as targets
var $c; $other; $shared : Collection
var $o : Object
var $i : Integer
var $v : Variant
ARRAY LONGINT($array; 3)

$c:=New collection(1; 2; 3)
$i:=1
$c[$i]:="two"
$c[$i+1]:=$c[$i]+"!"
LOG EVENT(Into system standard outputs; JSON Stringify($c)+"\n")
$i:=5
$c[$i]:=Null
LOG EVENT(Into system standard outputs; JSON Stringify($c)+"\n")
$i:=0
$c[$i]:=$v
$array:=2
$c[$i+1]:=$array
$c[$i+2]:=?00:00:05?
$c[$i+3]:=!2024-02-29!
LOG EVENT(Into system standard outputs; JSON Stringify($c)+"\n")

// The value changes the variable that holds the collection
$other:=$c
$c:=New collection(1)
$c[$i]:=replaces($c; ->$c)
LOG EVENT(Into system standard outputs; JSON Stringify($c)+" "+String($other.length)+"\n")

// What is no collection
$o:=New object
$v:=$o
$i:=7
$v[$i]:="seven"
LOG EVENT(Into system standard outputs; JSON Stringify($o)+"\n")
$shared:=New shared collection(1; 2)
$i:=1
Use ($shared)
	$shared[$i]:="shared"
End use 
LOG EVENT(Into system standard outputs; JSON Stringify($shared)+"\n")
Try
	$shared[$i]:="outside"
Catch
	LOG EVENT(Into system standard outputs; String(Last errors[0].errCode)+"\n")
End try
Try
	$i:=-1
	$c[$i]:=1
Catch
	LOG EVENT(Into system standard outputs; String(Last errors[0].errCode)+"\n")
End try
Try
	$v:=12
	$i:=0
	$v[$i]:=1
Catch
	LOG EVENT(Into system standard outputs; String(Last errors[0].errCode)+"\n")
End try
