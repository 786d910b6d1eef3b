// An object gives parameters by name; a missing one is preset
var $person : Object
$person:=New object("Name"; "Smith"; "Age"; 40; "toAdd"; 5)
change_age($person)
$person:=New object("Name"; "Jones")
change_age($person)
show($person.Age)
