// Declared variables begin with the default of their type
var $text : Text
var $integer : Integer
var $real : Real
var $boolean : Boolean
var $date : Date
var $time : Time
show("["+$text+"]"; $integer; $real; $boolean; $date; $time)
