//fourd:
// Names of functions and properties tell capitals apart
var $v : cs.Vehicle:=cs.Vehicle.new(3)
tell(Undefined($v.Kind); Undefined($v.kind); Undefined($v.Wheels))
