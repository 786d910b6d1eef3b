//fourd:
// Without get a computed property is undefined
var $p : cs.Person:=cs.Person.new("Mary"; "Stone")
$p.nickname:="Mo"
tell($p.first; Undefined($p.nickname))
