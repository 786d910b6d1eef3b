// Each call has variables of its own: the pointer keeps to those of its call
var $n : Integer
$n:=100
show(add_to(->$n; 3); $n)
