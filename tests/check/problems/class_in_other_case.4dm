var $person : Object
$person:=cs.person.new("Ada")
