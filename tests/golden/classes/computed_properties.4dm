// Function get and Function set
var $person : cs.Person
$person:=cs.Person.new("Ann"; "Jones")
show($person.fullName; $person["fullName"]; $person.initials)
$person.fullName:="John Smith"
show($person.firstName; $person.lastName; $person.initials)
