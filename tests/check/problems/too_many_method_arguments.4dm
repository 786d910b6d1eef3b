var $text : Text
$text:=greet("Ada"; 2; True)
