//fourd:
// A variant takes values of every type
var $v : Variant
tell(Undefined($v); Value type($v)=Is undefined)
$v:="a"
tell(Value type($v)=Is text)
$v:=4.5
tell(Value type($v)=Is real)
$v:=!2020-01-01!
tell(Value type($v)=Is date)
$v:={a: 1}
tell(Value type($v)=Is object; $v.a)
$v:=Null
tell(Value type($v)=Is null)
