// Collections of numbers into which other values come, and that lose them again
var $c; $d : Collection
var $i : Integer
var $r; $sum : Real
var $t : Text
var $v : Variant

$c:=[3; 1; 2]
$c.push(0.5).push(-1)
show("pushed"; JSON Stringify($c))
$c[7]:=9
show("set after the end"; JSON Stringify($c))
$c:=[1; 2; 3]
$c[3]:=4
$c[0]:=-1
show("set at the end"; JSON Stringify($c))
$c[1]:="two"
show("a text"; JSON Stringify($c))
$c.push(5)
$c.remove(1)
show("without it"; JSON Stringify($c))
show("sorted"; JSON Stringify($c.orderBy(ck descending)))
$c:=[1; 2; 3]
$c.insert(1; Null)
show("a Null inserted"; JSON Stringify($c))
$c:=[1; 2; 3]
$c.insert(-1; 2.5).unshift(0; 0.5)
show("numbers inserted"; JSON Stringify($c))
show("combined"; JSON Stringify([1; 2].combine([3; 4]).combine(["a"; 5]; 1)))
show("concatenated"; JSON Stringify([1; 2].concat(3; [4; "b"]; {c: 1})))
show("filled"; JSON Stringify([1; 2; 3; 4].fill(7; 1; 3)))
show("filled with a text"; JSON Stringify([1; 2; 3; 4].fill("x"; 1; 3)))
show("filled everywhere"; JSON Stringify([1; 2; 3].fill(True)))
show("longer"; JSON Stringify([1; 2].resize(4)))
show("longer with numbers"; JSON Stringify([1; 2].resize(4; 8)))
show("shorter"; JSON Stringify([1; 2; 3].resize(1)))
show("a slice"; JSON Stringify([1; 2; 3; 4].slice(1; -1)))
show("reversed"; JSON Stringify([1; 2; 3].reverse()))
show("cleared and filled with texts"; JSON Stringify([1; 2].clear().push("a"; "b")))
show("flat"; JSON Stringify([1; [2; [3]]].flat(2)))
$c:=[1; 2; 3]
$v:=$c.pop()
$r:=$c.shift()
show("taken from the ends "+String($v)+" "+String($r); JSON Stringify($c))
show("taken from nothing"; JSON Stringify([[].pop()=Null; [].shift()=Null]))

// Cycles and references
$c:=[1; 2]
$c.push($c)
LOG EVENT(Into system standard outputs; "itself: "+String($c[2][2][1])+"\n")
$d:=[1]
$c:=[$d; $d]
$c[0].push(2)
show("the same twice"; JSON Stringify($c))
show("a copy"; JSON Stringify($c.copy().push([3; 1].sort())))

// Not a number, infinities and the sign of zero
$c:=[0; -0.0; 1/3; 1e300*1e300; -1e300*1e300]
show("unusual"; JSON Stringify($c))
LOG EVENT(Into system standard outputs; "sum "+String([1; 2; 3.5].sum())+", average "+String([1; 2; 3].average())+", least "+String([2; 1; 3].min())+", greatest "+String([2; 1; 3].max())+", of none "+String([].sum())+"\n")
LOG EVENT(Into system standard outputs; "with a text: sum "+String([1; 2; "x"].sum())+", average "+String([1; "x"].average())+"\n")
LOG EVENT(Into system standard outputs; "found "+String([1; 2; 3].indexOf(2))+" "+String([1; 2; 3].lastIndexOf(9))+" "+String([1; 2; 3].includes(3))+" "+String([1; 2; 2].countValues(2))+" "+JSON Stringify([2; 1; 2].distinct())+"\n")

// For each with variables of several types
$sum:=0
For each ($r; [1.5; 2.5; 3])
	$sum:=$sum+$r
End for each 
For each ($i; [1.4; 2.6; 3])
	$sum:=$sum+$i
End for each 
For each ($v; [1; "2"; True; Null; {a: 1}])
	$t:=$t+String(Value type($v))+" "
End for each 
LOG EVENT(Into system standard outputs; String($sum)+" "+$t+"\n")
For each ($t; {a: 1; b: 2; c: 3})
	$i:=$i+Length($t)
End for each 
LOG EVENT(Into system standard outputs; String($i)+"\n")
Try
	For each ($r; [1; "no"; 3])
		LOG EVENT(Into system standard outputs; "an element: "+String($r)+"\n")
	End for each 
Catch
	LOG EVENT(Into system standard outputs; "error "+String(Last errors[0].errCode)+"\n")
End try

// A collection that grows while the loop goes over it
$c:=[1; 2; 3]
For each ($i; $c)
	$c.push($i*10)
	If ($i=2)
		$c[2]:="three"
		break
	End if 
End for each 
show("grown"; JSON Stringify($c))
