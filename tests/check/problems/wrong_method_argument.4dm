var $text : Text
$text:=greet("Ada"; "twice")
