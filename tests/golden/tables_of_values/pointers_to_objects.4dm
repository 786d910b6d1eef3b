//fourd:
// Properties through a pointer
var $o : Object:={n: 1}
var $p : Pointer:=->$o
tell($p->n; $p->["n"])
$p->n:=5
$p->more:="x"
tell($o)
