// Changing an object changes the element, changing a scalar only the variable
var $object : Object
var $number : Integer
var $objects; $numbers : Collection
$objects:=[{a: 1}; {a: 2}]
For each ($object; $objects)
	$object.a:=$object.a*10
End for each
show(JSON Stringify($objects))
$numbers:=[1; 2]
For each ($number; $numbers)
	$number:=$number*10
End for each
show(JSON Stringify($numbers))
