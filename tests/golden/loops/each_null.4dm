//fourd:
// A null collection gives no round
var $c : Collection
var $o : Object
var $v : Variant
For each ($v; $c)
	tell("never")
End for each
var $name : Text
For each ($name; $o)
	tell("never")
End for each
tell("end")
