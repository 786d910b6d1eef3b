// A value in the declaration, with and without the type
var $a : Text:="hello"
var $b : Date:=!2023-09-12!
var $c : Object:=New object("x"; 1)
var $text:="inferred"
var $number:=20
var $obj:={}
var $col:=[]
show($a; $b; $c.x; $text; $number)
show(Value type($text)=Is text; Value type($number)=Is real; Value type($obj)=Is object; Value type($col)=Is collection)
