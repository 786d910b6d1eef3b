//fourd:
// Without a constructor that of the parent runs
var $t : cs.Tandem:=cs.Tandem.new("green")
tell($t.color; $t.wheels; $t.seats())
tell($t.describe())
tell(OB Instance of($t; cs.Tandem); OB Instance of($t; cs.Bicycle); OB Instance of($t; cs.Vehicle); OB Instance of($t; cs.Point))
