// Changes the object and gives a number
#DECLARE($object : Object) -> $number : Integer
$object.changed:=True
$number:=5
