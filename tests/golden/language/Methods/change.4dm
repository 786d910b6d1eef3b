#DECLARE($text : Text) : Text

$text:="inside"
return $text
