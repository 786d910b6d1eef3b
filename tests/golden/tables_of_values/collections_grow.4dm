//fourd:
// An element after the end makes the collection longer
var $c : Collection:=["a"]
$c[3]:="d"
tell($c; $c.length; $c[1]=Null)
tell(Undefined($c[9]))
var $none : Collection
tell($none.length)
