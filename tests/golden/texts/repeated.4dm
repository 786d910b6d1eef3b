// A text times a number, on either side
var $text : Text:="ab"
var $n : Variant:=3
var $t : Variant:="xy"
show(3*"ab"; "ab"*3; 2*$text; $text*2; $n*$t; $t*$n; 0*"ab"; -1*"ab")
