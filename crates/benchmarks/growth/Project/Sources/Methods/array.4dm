// APPEND TO ARRAY of a Longint array
var $n; $passes; $begun; $i : Integer

$n:=size
$begun:=Milliseconds
Repeat 
	ARRAY LONGINT($array; 0)
	For ($i; 1; $n)
		APPEND TO ARRAY($array; $i)
	End for 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; Size of array($array))
