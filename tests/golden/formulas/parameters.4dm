// $1, $2 in the formula are the arguments
var $o : Object
var $f : 4D.Function
$o:=New object("f"; Formula($1+$2))
show($o.f(10; 20); $o.f("a"; "b"))
$f:=Formula(Uppercase($1))
show($f.call(Null; "hello"); $f.apply(Null; ["hello"]))
