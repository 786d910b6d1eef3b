// The point is left out after the arrow
var $object : Object
var $pointer : Pointer
$object:={a: 10}
$pointer:=->$object
show($pointer->a; $pointer->["a"])
$pointer->a:=20
$pointer->b:="new"
show(JSON Stringify($object))
