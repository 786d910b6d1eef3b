//fourd:
// Compound assignments of properties, elements and through pointers
var $o : Object:={n: 1; list: [1; 2]}
var $n : Integer:=10
var $p : Pointer:=->$n
$o.n+=5
$o.list[1]*=10
$o["n"]-=1
tell($o)
$p->+=1
tell($n)
ARRAY LONGINT($a; 2)
$a{1}+=4
tell($a{1})
