//fourd:
// An undefined value clears a property by its type
var $o : Object:={n: 5; t: "a"; b: True; o: {}; c: [1]; z: Null}
$o.n:=$o.no
$o.t:=$o.no
$o.b:=$o.no
$o.o:=$o.no
$o.c:=$o.no
$o.z:=$o.no
$o.new:=$o.no
tell($o)
tell(Undefined($o.new))
