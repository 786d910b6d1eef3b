//fourd:
// A value takes the type of its variable
var $whole : Integer
var $real : Real
$whole:=7.2
tell($whole)
$whole:=-7.2
tell($whole)
$real:=7
tell($real/2; $whole/2)
$real:=$whole+0.5
tell($real)
