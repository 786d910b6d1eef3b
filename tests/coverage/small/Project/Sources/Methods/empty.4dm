// Nothing is here
var $a : Integer
