var $text : Text
$text:=cs.Person.greeting(True)
