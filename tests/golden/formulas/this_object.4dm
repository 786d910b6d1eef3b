// This is the object that holds the formula, or the first argument of call
var $o : Object
var $f : 4D.Function
$o:=New object("fullName"; Formula(This.firstName+" "+This.lastName))
$o.firstName:="John"
$o.lastName:="Smith"
show($o.fullName())
$f:=Formula(This.value*2)
show($f.call(New object("value"; 50)))
