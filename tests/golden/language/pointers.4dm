// A pointer reaches the variable that it was made from
var $n : Integer
var $t : Text
var $p; $q : Pointer

$n:=1
$p:=->$n
$p->:=$p->+41
show(String($n))
show(String(Is nil pointer($q)))
$q:=$p
show(String($p=$q))
$p:=->$t
$p->:="by pointer"
show($t)
add_one(->$n)
show(String($n))
