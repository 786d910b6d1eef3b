// Without Function set a computed property cannot be changed
var $person : cs.Person
$person:=cs.Person.new("Ann"; "Jones")
Try
	$person.initials:="XX"
	show("never")
Catch
	show("read-only"; $person.initials)
End try
