//fourd:
// A variable of a class takes other objects too: only parameters are checked
var $v : cs.Vehicle
$v:=cs.Bicycle.new("gray")
tell($v.color)
$v:={wheels: 1}
tell($v.wheels)
