// Scalars are copied, objects and collections are passed by reference
var $text : Text
var $object : Object
var $col : Collection
$text:="williams"
$object:={name: "williams"}
$col:=["williams"]
shout($text; $object; $col)
show($text; $object.name; $col[0])
