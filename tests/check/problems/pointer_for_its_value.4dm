var $name : Text
var $pointer : Pointer
$name:="ada"
$pointer:=->$name
$name:=Uppercase($pointer)
