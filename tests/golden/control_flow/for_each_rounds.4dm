// The number of rounds is decided at the start
var $col : Collection
var $item; $rounds : Integer
$col:=[1; 2; 3]
For each ($item; $col)
	$col.push(9)
	$rounds:=$rounds+1
End for each
show($rounds; $col.length)
var $object : Object
var $name : Text
$object:={a: 1; b: 2}
For each ($name; $object)
	$object[$name+$name]:=0
	show($name)
End for each
For each ($item; [])
	show("never")
End for each
