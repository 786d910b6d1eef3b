var $text : Txet
$text:="a"
