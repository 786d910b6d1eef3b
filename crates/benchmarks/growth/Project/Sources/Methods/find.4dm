// query of objects for one value
var $n; $passes; $begun : Integer
var $c; $found : Collection

$n:=size
$c:=objects($n)
$begun:=Milliseconds
Repeat 
	$found:=$c.query("value = :1"; $n)
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $found.length)
