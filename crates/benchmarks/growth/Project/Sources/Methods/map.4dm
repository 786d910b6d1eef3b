// map with a formula
var $n; $passes; $begun : Integer
var $c; $mapped : Collection

$n:=size
$c:=numbers($n)
$begun:=Milliseconds
Repeat 
	$mapped:=$c.map(Formula($1.value+1))
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $mapped.last())
