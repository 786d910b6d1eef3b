var $count : Integer
var $name : Text
var $ready : Boolean
var $found : Object
$count:=Null
$name:=Null
$ready:=Null
$found:=Null
greet(Null)
