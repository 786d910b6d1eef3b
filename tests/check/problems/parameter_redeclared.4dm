#DECLARE($name : Text)->$length : Integer
var $name : Integer
$length:=$name
