// orderBy of objects by a property
var $n; $passes; $begun; $number : Integer
var $c; $sorted : Collection

$n:=size
$c:=New collection
For each ($number; numbers($n))
	$c.push({value: $number})
End for each 
$begun:=Milliseconds
Repeat 
	$sorted:=$c.orderBy("value asc")
	$passes:=$passes+1
Until ((Milliseconds-$begun)>=200)
tell($passes*$n; Milliseconds-$begun; $sorted[$n\2].value)
