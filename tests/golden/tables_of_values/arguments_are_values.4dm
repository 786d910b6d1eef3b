//fourd:
// Scalars go by value, objects by reference, pointers lead to the variable
var $t : Text:="a"
var $o : Object:={t: "a"}
change_all($t; $o; ->$t)
tell($t; $o.t)
