// The variable is declared, but nobody has given it an object.
var $person : Object
$person.name:="Ada"
