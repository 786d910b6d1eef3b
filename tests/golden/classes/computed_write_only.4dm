// Without Function get a computed property reads as undefined
var $o : cs.Shape
$o:=cs.Shape.new("square")
show(Undefined($o.label))
$o.label:="circle"
show($o.name; Undefined($o.label))
