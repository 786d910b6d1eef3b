// A class that extends another has its functions, and may call them with Super
var $square : cs.Square
$square:=cs.Square.new(5)
show($square.describe(); $square.area())
show(OB Instance of($square; cs.Shape); OB Class($square).superclass.name; cs.Square.superclass.superclass.name)
show(JSON Stringify($square))
