// Functions are values; This is the object that they are called on
var $shape : cs.Shape
$shape:=cs.Shape.new("square")
show($shape.getSelf()=$shape; OB Instance of($shape.describe; 4D.Function))
show($shape.describe.call({name: "other"; sides: 0}))
var $o : Object
$o:={name: "borrowed"; sides: 1; f: $shape.describe}
show($o.f())
