//fourd:
// = of objects and collections compares references
var $o1; $o2; $o3 : Object
$o1:={a: 1}
$o2:={a: 1}
$o3:=$o1
tell($o1=$o3; $o1=$o2; $o1#$o3; $o1#$o2)
var $c1; $c2; $c3 : Collection
$c1:=[1]
$c2:=[1]
$c3:=$c1
tell($c1=$c3; $c1=$c2; $c1#$c3; $c1#$c2)
$o3.a:=9
$c3.push(2)
tell($o1; $c1; $o2; $c2)
