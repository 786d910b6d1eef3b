// distinct of numbers, of which ten are alike
var $n; $passes; $begun; $number : Integer
var $c; $found : Collection

$n:=size
$c:=New collection
For each ($number; numbers($n))
	$c.push($number%(($n\10)+1))
End for each 
$begun:=Milliseconds
Repeat 
	$found:=$c.distinct()
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $found.length)
