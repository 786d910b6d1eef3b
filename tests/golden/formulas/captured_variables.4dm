// Local variables are copied when the formula is made
var $value : Integer
var $o : Object
$value:=10
$o:=New object("f"; Formula($value))
$value:=20
show($o.f(); $value)
