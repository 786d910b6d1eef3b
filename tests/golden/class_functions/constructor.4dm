//fourd:
// new calls the constructor with its parameters
var $p : cs.Point:=cs.Point.new(3; 4)
tell($p.x; $p.y; $p.size())
tell($p)
tell(cs.Point.new().x)
