// Elements of a collection by their number, in order
var $n; $passes; $begun; $i; $sum : Integer
var $c : Collection

$n:=size
$c:=numbers($n)
$begun:=Milliseconds
Repeat 
	$sum:=0
	For ($i; 0; $n-1)
		$sum:=($sum+$c[$i])%1000003
	End for 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $sum)
