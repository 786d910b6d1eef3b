var $person : cs.Persons
$person:=Null
