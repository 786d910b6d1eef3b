//fourd:
// The error of a write ends the script
var $p : cs.Person:=cs.Person.new("Mary"; "Stone")
$p.initials:="XY"
tell("never")
