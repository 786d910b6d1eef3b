var $name : Text
$name:=42
