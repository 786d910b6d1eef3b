#DECLARE($question : Object)
var $text : Text
$text:=$question.answer.text
