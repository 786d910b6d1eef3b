// The position is missing.
var $name : Text
$name:="Ada"
ALERT(Substring($name))
