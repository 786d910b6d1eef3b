//fourd:
// Names of properties tell capitals apart
var $o : Object:={name: 1}
$o.Name:=2
$o["NAME"]:=3
tell($o)
tell($o.name; $o.Name; $o.NAME; $o.naMe)
