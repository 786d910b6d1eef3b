var $text : Text
$text:=greeet("Ada"; 2)
