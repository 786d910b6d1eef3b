//fourd:
// A child class has the computed properties of its parent and its own
var $c : cs.Child:=cs.Child.new("Tim"; "Reed"; "North")
tell($c.initials; $c.school)
tell($c.full)
$c.nickname:="Bo"
tell($c.initials; $c.first)
