// push: new objects into a new collection
var $n; $passes; $begun; $i : Integer
var $c : Collection

$n:=size
$begun:=Milliseconds
Repeat 
	$c:=New collection
	For ($i; 1; $n)
		$c.push({value: $i})
	End for 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $c.length)
