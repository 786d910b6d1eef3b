var $text : Text
var $place : Integer
$text:="tea \"cup\""
$place:=12
ALERT($text[[$place]])
