// What a captured reference points to is not copied
var $object : Object
var $f : 4D.Function
$object:={n: 1}
$f:=Formula($object.n)
$object.n:=2
show($f.call())
$object:={n: 3}
show($f.call())
