//fourd:
// && and || have the same rank and go from left to right
var $v : Variant
$v:="a" || "b" && "c"
tell($v)
$v:="a" || ("" && "c")
tell($v)
$v:="" && "b" || "c"
tell($v)
$v:=1+1 && 3
tell($v)
