// Properties with a value are there before the constructor runs; others come when they are assigned
var $a; $b : cs.Shape
$a:=cs.Shape.new("square")
show(JSON Stringify($a))
$b:=cs.Shape.new("triangle")
$b.tags.push("more")
$b.sides:=3
show(JSON Stringify($a.tags); JSON Stringify($b.tags); $b.describe())
