// Collections to arrays and back
var $c : Collection
var $o : Object

$c:=[1.5; "0x10"; True; Null; !2020-02-03!; {a: 1}; [1; 2]; "2021-01-02"; "12 apples"]
ARRAY TEXT($t; 0)
ARRAY LONGINT($l; 0)
ARRAY REAL($r; 0)
ARRAY BOOLEAN($b; 0)
ARRAY DATE($d; 0)
ARRAY OBJECT($p; 0)
COLLECTION TO ARRAY($c; $t)
COLLECTION TO ARRAY($c; $l)
COLLECTION TO ARRAY($c; $r)
COLLECTION TO ARRAY($c; $b)
COLLECTION TO ARRAY($c; $d)
COLLECTION TO ARRAY($c; $p)
var $i : Integer
For ($i; 1; Size of array($t))
	LOG EVENT(Into system standard outputs; $t{$i}+" | "+String($l{$i})+" | "+String($r{$i})+" | "+String($b{$i})+" | "+String($d{$i})+" | "+String($p{$i}#Null)+"\n")
End for
ARRAY TO COLLECTION($c; $t; "text"; $l; "number")
LOG EVENT(Into system standard outputs; String($c.length)+" "+$c[1].text+" "+String($c[1].number)+"\n")
ARRAY TEXT($t; 1)
ARRAY TO COLLECTION($c; $t; "text"; $l; "number")
LOG EVENT(Into system standard outputs; String($c.length)+" "+String(Undefined($c[1].text))+" "+String($c[1].number)+"\n")
ARRAY TO COLLECTION($c; $t)
LOG EVENT(Into system standard outputs; String($c.length)+" "+$c[0]+"\n")
COLLECTION TO ARRAY([{n: "x"}; 5]; $t; "n")
LOG EVENT(Into system standard outputs; String(Size of array($t))+" "+$t{1}+" ["+$t{2}+"]\n")
