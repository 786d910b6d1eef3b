// Objects are passed by reference; names of properties differ by case
var $o; $same : Object

$o:={a: 1; "b c": 2; inner: {deep: [10; 20; 30]}}
$same:=$o
$same.a:=5
show(String($o.a))
show(String($o["b c"]))
show(String($o.inner.deep[2]))
$o.A:=7
show(String($o.a+$o.A))
show(String($o.nothing=Null))
$o.none:=Null
show(String($o.none=Null))
show(String($o=$same))
show(String($o={a: 5}))
