//fourd:
// && gives the first falsy value or the last one
var $v : Variant
$v:="a" && "b"
tell($v)
$v:="" && "b"
tell("["+$v+"]")
$v:=5 && 0
tell($v)
$v:=0 && "zero is truthy"
tell($v)
$v:=1 && 2 && "three"
tell($v)
$v:=Null && 1
tell($v)
$v:=[] && 1
tell($v)
