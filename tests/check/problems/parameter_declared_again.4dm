#DECLARE($name : Text)->$length : Integer
var $name : Text
$length:=Length($name)
