// Type of the variable, Value type of what it holds
var $variant : Variant
$variant:="hello world"
show(Type($variant)=Is variant; Value type($variant)=Is text)
$variant:=42
show(Type($variant)=Is variant; Value type($variant)=Is real)
var $text : Text
var $integer : Integer
show(Type($text)=Is text; Type($integer)=Is longint)
