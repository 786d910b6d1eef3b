//fourd:
// A function that is not there is an error
var $v : cs.Vehicle:=cs.Vehicle.new(3)
tell(Undefined($v.fly))
$v.fly()
tell("never")
