//fourd:
// For each over the names of properties, in order of creation
var $o : Object:={zeta: 1; alpha: 2}
var $name : Text
$o.middle:=3
For each ($name; $o)
	tell($name; $o[$name])
End for each
For each ($name; {})
	tell("never")
End for each
