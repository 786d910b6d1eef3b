// Overwrites a text, and gives another one
#DECLARE($text : Pointer)->$other : Text
$text->:="z"
$other:="b"
