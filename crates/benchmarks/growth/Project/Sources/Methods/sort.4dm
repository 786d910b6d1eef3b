// orderBy of numbers
var $n; $passes; $begun : Integer
var $c; $sorted : Collection

$n:=size
$c:=numbers($n)
$begun:=Milliseconds
Repeat 
	$sorted:=$c.orderBy(ck ascending)
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $sorted[$n\2])
