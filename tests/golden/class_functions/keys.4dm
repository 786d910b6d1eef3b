//fourd:
// The attributes of an object are its own properties, not its functions
var $b : cs.Bicycle:=cs.Bicycle.new("white")
var $name : Text
For each ($name; $b)
	tell($name)
End for each
tell(OB Keys($b).indexOf("describe"); OB Keys($b).indexOf("double"))
