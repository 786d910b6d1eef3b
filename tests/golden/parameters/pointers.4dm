// A pointer lets the method change the caller's variable
var $up; $low : Text
$up:="jones"
$low:="HELLO"
take_two(->$up; ->$low)
show($up; $low)
