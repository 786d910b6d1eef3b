// A new object gets properties one by one
var $n; $passes; $begun; $i : Integer
var $o : Object

$n:=size
$begun:=Milliseconds
Repeat 
	$o:=New object
	For ($i; 1; $n)
		$o["k"+String($i)]:=$i
	End for 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $o["k"+String($n)])
