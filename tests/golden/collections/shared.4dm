// Shared collections: implicit Use, shared results, copies
var $s; $t; $r : Collection
var $o : Object

$s:=New shared collection(3; 1; 2)
$s.push(5).unshift(0).sort(ck descending).remove(0)
LOG EVENT(Into system standard outputs; $s.join(",")+"\n")
$s.insert(1; 9).fill(7; 0; 1).combine([8]).resize(7)
LOG EVENT(Into system standard outputs; $s.join(",")+" "+String($s.pop())+" "+String($s.shift())+"\n")
$s.sort(Formula($1.value<$1.value2))
LOG EVENT(Into system standard outputs; $s.join(",")+"\n")
Try
	$s[0]:=1
Catch
	LOG EVENT(Into system standard outputs; "assignment needs Use\n")
End try
Try
	$s.push({a: 1})
Catch
	LOG EVENT(Into system standard outputs; "plain object refused\n")
End try
For each ($r; [$s.filter(Formula($1.value>1)); $s.slice(0; 1); $s.orderBy(); $s.reverse(); $s.orderByMethod(Formula(True)); $s.query("a=1")])
	$r.push(1)
	Use ($r)
		$r[0]:=0
	End use
End for each
$s:=New shared collection(New shared object("n"; 1); New shared object("n"; 2))
$r:=$s.query("n = 2")
LOG EVENT(Into system standard outputs; String($r[0]=$s[1])+"\n")
$t:=New shared collection(New shared object("n"; 3))
$r:=$s.copy(ck shared; $t)
Use ($t)
	$t.combine($r)
End use
LOG EVENT(Into system standard outputs; $t.extract("n").join(",")+"\n")
$r:=$s.copy()
$r[0].n:=5
$r.push({plain: True})
LOG EVENT(Into system standard outputs; String($s[0].n)+" "+String($r.length)+"\n")
ARRAY TEXT($a; 2)
$a{1}:="x"
$a{2}:="y"
ARRAY TO COLLECTION($s; $a; "name")
LOG EVENT(Into system standard outputs; $s.extract("name").join(",")+"\n")
