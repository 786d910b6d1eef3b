// Searching
ARRAY TEXT($t; 5)
$t{1}:="apple"
$t{2}:="Éclair"
$t{3}:="banana"
$t{4}:="APPLE"
$t{5}:="apple pie"
show(Find in array($t; "APPLE"))
show(Find in array($t; "apple"; 2))
show(Find in array($t; "eclair"))
show(Find in array($t; "app@"; 5))
show(Find in array($t; "@an@"))
show(Find in array($t; "x"))
show(Find in array($t; "apple"; 99))
show(Count in array($t; "apple"))
show(Count in array($t; "app@"))
ARRAY OBJECT($o; 3)
var $one : Object
$one:={a: 1}
$o{2}:=$one
show(Find in array($o; $one))
show(Find in array($o; {a: 1}))
ARRAY BOOLEAN($b; 3)
$b{3}:=True
show(Find in array($b; True))
show(Count in array($b; False))
Try
	show(Find in array($b; "text"))
Catch
	show("refused")
End try

// Searching in sorted arrays
var $first; $last : Integer
SORT ARRAY($t)
show(JSON Stringify array($t))
show(Find in sorted array($t; "app@"; >; $first; $last))
show([$first; $last])
show(Find in sorted array($t; "cherry"; >; $first; $last))
show([$first; $last])
show(Find in sorted array($t; "@an@"; >; $first; $last))
show([$first; $last])
show(Find in sorted array($t; "@x@"; >; $first; $last))
show([$first; $last])
ARRAY LONGINT($n; 5)
For ($first; 1; 5)
	$n{$first}:=6-$first
End for 
$n{3}:=4
show(Find in sorted array($n; 4; <; $first; $last))
show([$first; $last])
show(Find in sorted array($n; 9; <; $first; $last))
show([$first; $last])
show(Find in sorted array($n; 0; <; $first))
show($first)
