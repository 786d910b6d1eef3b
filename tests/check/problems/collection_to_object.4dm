var $object : Object
$object:=["a"; "b"]
