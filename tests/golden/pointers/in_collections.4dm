// Pointers as elements and properties
var $a; $b : Integer
var $c : Collection
var $p : Pointer
$c:=[->$a; ->$b]
For each ($p; $c)
	$p->+=5
End for each
$c[0]->:=1
show($a; $b)
