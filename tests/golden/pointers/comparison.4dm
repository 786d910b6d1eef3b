// Pointers are equal when they point to the same
var anObject; anotherObject : Text
var $a; $b; $c : Pointer
$a:=->anObject
$b:=->anObject
$c:=->anotherObject
show($a=$b; $a=$c; $a#$c; $a#$b)
