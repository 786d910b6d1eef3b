//fourd:
// Without set a computed property cannot be written
var $p : cs.Person:=cs.Person.new("Mary"; "Stone")
tell($p.initials)
Try
	$p.initials:="XY"
	tell("never")
Catch
	tell("refused"; Last errors.length>0)
End try
tell($p.initials)
