//fourd:
// Functions return values, objects and nothing
var $p : cs.Point
$p:=cs.Point.new(1; 1).plus(cs.Point.new(2; 3))
tell($p.x; $p.y)
tell($p.move(10).move(-1).x)
$p.nothing()
tell($p.label)
