// What is compared. A formula keeps the values of the local variables that it was made with; $1 is the number of the round
#DECLARE : cs.Benchmark
var $numbers; $objects : Collection
var $index; $shared : Object
var $number : Integer
var $json : Text

$numbers:=[]
$objects:=[]
$index:={}
For ($number; 1; 1000)
	$numbers.push(1001-$number)
	$objects.push({id: $number})
	$index["key"+String($number)]:=$number
End for 
$shared:=New shared object("value"; 7)
$json:=JSON Stringify($objects.slice(0; 100))

return cs.Benchmark.new()\
.add("add two numbers"; Formula($1+1))\
.add("number to text"; Formula(String($1)))\
.add("read a property"; Formula($index.key500))\
.add("read a shared property"; Formula($shared.value))\
.add("sum of 1000 numbers"; Formula($numbers.sum()))\
.add("join 1000 numbers"; Formula(Length($numbers.join(" "))))\
.add("sort 1000 numbers"; Formula($numbers.copy().sort()[0]))\
.add("query 1000 objects"; Formula($objects.query("id > :1"; 990).length))\
.add("parse 100 objects"; Formula(JSON Parse($json).length))
