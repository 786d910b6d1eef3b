var $person : cs.Person
$person:=cs.Person.new()
$person.initials:="A. L."
