// [[n]] reads and writes one character
var $text : Text
$text:="hello"
show($text[[1]]; $text[[Length($text)]])
$text[[1]]:="J"
show($text; Character code($text[[2]]))
