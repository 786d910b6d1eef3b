//fourd:
// Names with underscore, dollar and digits
var $o : Object:={}
$o._hidden:=1
$o.$price:=2
$o.a1_b2:=3
$o["1. first"]:=4
$o["with space"]:=5
tell($o)
tell($o._hidden+$o.$price+$o.a1_b2; $o["1. first"])
