// Through the characters of a text, forwards and backwards
var $text; $result : Text
var $i : Integer
$text:="stressed"
For ($i; Length($text); 1; -1)
	$result:=$result+$text[[$i]]
End for
show($result)
