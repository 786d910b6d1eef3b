var $count : Integer
var $text : Text
$count:=12
$text:=$count.toString()
