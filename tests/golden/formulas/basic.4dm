// A formula is an object that can be called
var $f : 4D.Function
var $o : Object
$f:=Formula(1+2)
$o:=New object("f"; $f)
show($o.f(); $f.call(); $f.apply(); $o["f"]())
show(OB Instance of($f; 4D.Function); OB Instance of($o.f; 4D.Function))
