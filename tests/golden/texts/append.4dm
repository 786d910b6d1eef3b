//fourd:
// A text gets others behind itself: the variable is read first, whatever they do to it
var $text; $copy : Text
$text:="a"
$text:=$text+"b"+"c"
tell($text)
$text+="d"+"e"
tell($text)
$text:=$text+$text+$text
tell($text)
$text:="a"
$text:=$text+overwritten(->$text)
tell($text)
$text:="a"
$text:=$text+"-"+overwritten(->$text)+"-"+$text
tell($text)
$text:="a"
$text+=overwritten(->$text)
tell($text)
// A copy stays as it is
$text:="a text that is not short"
$copy:=$text
$text:=$text+", "+"any more"
tell($copy)
tell($text)
