// A variable of a class takes objects of any class, and Null
var $shape : cs.Shape
$shape:=cs.Square.new(2)
show($shape.area())
$shape:=Null
show($shape=Null)
$shape:=cs.Person.new("a"; "b")
show($shape.firstName)
