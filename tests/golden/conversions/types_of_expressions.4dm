//fourd:
// Value type of expressions, Type of variables
var $n : Integer:=1
var $v : Variant:="a"
tell(Type($n)=Is longint; Value type($n)=Is longint)
tell(Type($v)=Is variant; Value type($v)=Is text)
tell(Value type(1/2)=Is real; Value type("a"+"b")=Is text; Value type(1=1)=Is boolean)
tell(Value type(!2020-01-02!-!2020-01-01!)=Is date; Value type(!2020-01-02!+1)=Is date)
