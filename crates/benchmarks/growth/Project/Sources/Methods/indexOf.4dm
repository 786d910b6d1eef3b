// indexOf of the last number
var $n; $passes; $begun; $place : Integer
var $c : Collection

$n:=size
$c:=numbers($n)
$c.push(-1)
$begun:=Milliseconds
Repeat 
	$place:=$c.indexOf(-1)
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $place)
