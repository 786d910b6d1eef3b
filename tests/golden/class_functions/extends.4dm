//fourd:
// A class takes over the functions of its parent
var $b : cs.Bicycle:=cs.Bicycle.new("red")
tell($b.wheels; $b.color; $b.bell)
tell($b.kind(); $b.describe(); $b.double)
var $v : cs.Vehicle:=cs.Vehicle.new(4)
tell($v.describe())
