var $name : Text
$name:="a"
var $name : Text
ALERT($name)
