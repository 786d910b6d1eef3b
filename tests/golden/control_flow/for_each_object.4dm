// Properties in the order of their creation; the names to uppercase
var $object : Object
var $property : Text
$object:={firstname: "gregory"; lastname: "badikora"; age: 20}
For each ($property; $object)
	If (Value type($object[$property])=Is text)
		$object[$property]:=Uppercase($object[$property])
	End if
	show($property)
End for each
show(JSON Stringify($object))
