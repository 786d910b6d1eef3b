// Objects and collections are compared by reference
var $o1; $o2; $o3 : Object
$o1:={a: 42}
$o2:={a: 42}
$o3:=$o1
show($o1=$o3; $o1=$o2; $o1#$o3; $o1#$o2)
var $c1; $c2 : Collection
$c1:=[1]
$c2:=$c1
show($c1=$c2; $c1=[1]; $c1#$c2; $c1#[1])
