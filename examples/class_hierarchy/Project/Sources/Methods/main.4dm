// Makes shapes of several classes and asks all of them the same questions
var $circle : cs.Circle
var $shape : cs.Shape
var $shapes : Collection

$circle:=cs.Circle.new(1)
$shapes:=[$circle; cs.Rectangle.new(2; 3); cs.Square.new(1.5)]
For each ($shape; $shapes)
	say($shape.describe())
End for each 

// Setting a computed property runs the function "set diameter"
$circle.diameter:=4
say("a larger circle: "+$circle.describe()+", radius "+String($circle.radius))
say("larger than the rectangle: "+String($circle.isLargerThan($shapes[1])))

// The singleton has seen all shapes, because the constructor of Shape tells it
say("largest: "+cs.Register.me.largest.name)
say("rectangles, squares with them: "+cs.Register.me.ofClass(cs.Rectangle).extract("name").join(", "))

// A class knows its name and the class that it extends
$shape:=$shapes[2]
say("class "+OB Class($shape).name+" extends "+OB Class($shape).superclass.name+" extends "+cs.Rectangle.superclass.name)

// A function that a class has to have for itself
$shape:=cs.Shape.new("cloud")
Try
	say($shape.describe())
Catch
	say("error: "+Last errors.first().message)
End try
