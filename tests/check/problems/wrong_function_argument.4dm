var $text : Text
$text:=["a"; "b"].join(7)
