// Assigning an undefined value clears a variable
var $o : Object
var $number : Integer
var $text : Text
var $date : Date
var $boolean : Boolean
$o:={}
$number:=10
$text:="x"
$date:=!2024-01-31!
$boolean:=True
$number:=$o.a
$text:=$o.a
$date:=$o.a
$boolean:=$o.a
show($number; "["+$text+"]"; $date; $boolean)
