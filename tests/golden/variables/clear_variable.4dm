// CLEAR VARIABLE gives the default of the type back
var $text : Text
var $number : Integer
$text:="x"
$number:=5
CLEAR VARIABLE($text)
CLEAR VARIABLE($number)
show("["+$text+"]"; $number)
ARRAY TEXT($array; 3)
CLEAR VARIABLE($array)
show(Size of array($array))
