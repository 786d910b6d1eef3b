// A property of each object of a collection, read and written
var $n; $passes; $begun : Integer
var $c : Collection
var $o : Object

$n:=size
$c:=objects($n)
$begun:=Milliseconds
Repeat 
	For each ($o; $c)
		$o.value:=$o.value+1
	End for each 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $c.last().value-$passes)
