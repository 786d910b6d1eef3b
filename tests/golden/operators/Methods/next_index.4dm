#DECLARE($object : Object) : Integer
$object.calls:=Num($object.calls)+1
return $object.calls
