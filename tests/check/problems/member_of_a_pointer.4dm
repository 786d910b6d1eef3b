var $object : Object
var $pointer : Pointer
$object:={a: 1}
$pointer:=->$object
$object.b:=$pointer.a
