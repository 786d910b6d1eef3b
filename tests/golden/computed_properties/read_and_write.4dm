//fourd:
// Reading calls get, writing calls set
var $p : cs.Person:=cs.Person.new("Mary"; "Stone")
tell($p.full)
$p.full:="Rosa Hill"
tell($p.first; $p.last; $p.full)
$p.last:="Wood"
tell($p.full)
