// A formula of a method passes its arguments on
var $o : Object
$o:=New object("f"; Formula(joined))
show($o.f("param1"; "param2"); $o.f("one"))
