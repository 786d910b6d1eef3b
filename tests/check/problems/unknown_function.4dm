var $person : cs.Person
$person:=cs.Person.new("Ada")
ALERT($person.greetings(True))
