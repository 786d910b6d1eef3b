// Variables hold references to objects and collections
var $o1; $o2 : Object
var $col : Collection
$col:=[1; 2; 3]
$o1:={a: 2; b: $col}
$o2:=$o1
$o1.a:=10
$o2.a:=20
$col.push(4)
show(JSON Stringify($o1); $o1=$o2)
