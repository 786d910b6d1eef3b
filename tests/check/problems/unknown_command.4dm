var $text : Text
$text:=Replce string("a-b"; "-"; "+")
