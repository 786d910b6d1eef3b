var $person : cs.Person
$person:=cs.Person.new("Ada"; 36)
ALERT($person.name)
