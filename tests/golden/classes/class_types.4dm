// A variable of a class takes its objects, those of child classes, and Null
var $shape : cs.Shape
$shape:=cs.Square.new(2)
show($shape.area())
$shape:=Null
show($shape=Null)
Try
	$shape:=cs.Person.new("a"; "b")
	show("never")
Catch
	show("another class")
End try
