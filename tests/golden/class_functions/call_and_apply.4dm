//fourd:
// A function is an object that can be called with another This
var $p : cs.Point:=cs.Point.new(3; 4)
tell(Value type($p.size)=Is object; OB Instance of($p.size; 4D.Function))
tell($p.size.call({x: 6; y: 8}))
tell($p.total.call(Null; 1; 2); $p.total.apply(Null; [3; 4; 5]))
