// Properties of one object by their names, in the order in which they were made
var $n; $passes; $begun; $i; $sum : Integer
var $o : Object
var $names : Collection
var $name : Text

$n:=size
$o:=New object
$names:=New collection
For ($i; 1; $n)
	$name:="k"+String($i)
	$names.push($name)
	$o[$name]:=$i
End for 
$begun:=Milliseconds
Repeat 
	$sum:=0
	For each ($name; $names)
		$sum:=($sum+$o[$name])%1000003
	End for each 
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $sum)
