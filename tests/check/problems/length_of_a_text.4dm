var $name : Text
var $length : Integer
$name:="Ada"
$length:=$name.length
