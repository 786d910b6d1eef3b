var $text : Text
var $object : Object
$text:="{\"a\": 1"
$object:=JSON Parse($text; Is object)
