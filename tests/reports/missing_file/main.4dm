var $name; $text : Text
$name:="missing.txt"
$text:=File("/RESOURCES/"+$name).getText()
