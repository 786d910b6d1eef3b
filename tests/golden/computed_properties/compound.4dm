//fourd:
// A compound assignment reads and writes
var $p : cs.Person:=cs.Person.new("Mary"; "Stone")
$p.full+="bridge"
tell($p.first; $p.last)
