//fourd:
// Computed properties by a text in brackets
var $p : cs.Person:=cs.Person.new("Mary"; "Stone")
var $name : Text:="full"
tell($p["full"]; $p[$name])
$p["full"]:="Ann Lake"
tell($p.last)
