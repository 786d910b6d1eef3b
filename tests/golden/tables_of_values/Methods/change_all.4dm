#DECLARE($text : Text; $object : Object; $pointer : Pointer)
$text:="inside"
$object.t:="changed"
tell($text; $pointer->)
$pointer->:="through the pointer"
