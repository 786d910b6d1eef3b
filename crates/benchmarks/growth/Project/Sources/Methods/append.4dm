// Ten characters behind a text, again and again
var $n; $passes; $begun; $i : Integer
var $t : Text

$n:=size
$begun:=Milliseconds
Repeat 
	$t:=""
	For ($i; 1; $n)
		$t:=$t+"0123456789"
	End for 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; Length($t))
