//fourd:
// Pointers: equality, change, arrays, elements, pointers to pointers
var $a; $b : Text
var $p; $q; $pp : Pointer
$a:="one"
$p:=->$a
$q:=->$a
tell($p=$q; $p#$q; $p=->$b; $p#->$b)
$p->:="two"
tell($a; $q->)
$pp:=->$p
($pp->)->:="three"
tell($a; ($pp->)->)
ARRAY TEXT($list; 2)
$p:=->$list{2}
$p->:="second"
$q:=->$list
$q->{1}:="first"
tell($list{1}; $list{2}; Size of array($q->))
