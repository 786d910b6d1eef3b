var $text : Text
$text:=Delete string("abc"; 2)
