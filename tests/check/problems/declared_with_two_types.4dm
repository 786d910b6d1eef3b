var $value : Text
$value:="a"
var $value : Integer
ALERT(String($value))
