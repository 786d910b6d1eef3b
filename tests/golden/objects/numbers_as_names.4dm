// A number as an index: the text of the number is the name of a property, the whole number the position of an element
var $o; $p : Object
var $c : Collection
var $r : Real
var $i : Integer
var $v : Variant
var $pointer : Pointer

$o:=New object("1.5"; "a"; "2"; "b"; "3"; 30; "2.5"; 25)
$r:=1.5
$i:=2
$v:=1.5
show([$o[$r]; $o[$v]; $o[1.5]; $o[$i]; $o[$r+0.5]; $o[$i/2+0.5]])
$r:=2.5
show([$o[$r]+1; $o[$r]*$o[$i+1]; $o[$r]>20; String($o[$r]); $o[-$r]=Null])
$o[$r]:=26
$o[$r]+=1
$o[$r+1]:="new"
$o[$i]:={inner: [1; 2; 3]}
show([$o["2.5"]; $o["3.5"]; $o[$i].inner[$r]; $o[$i].inner[1.5]])
show([{}[$r]=Null; New object("2.5"; 1)[$r]; JSON Stringify($o)])
$pointer:=->$o
show([$pointer->[$r]])

$c:=[0; 10; 20; 30]
$r:=1.5
$v:=1.5
show([$c[$r]; $c[$v]; $c[1.5]; $c[$r+0.9]; $c[$r]+$c[$i]; $c[$r*10]=Null])
$p:=New shared object("1.5"; "shared")
show([$p[$r]; $p[$v]])
Try
	show(["nothing of nothing"; $o.nothing.more[$r]=Null])
Catch
	show(["nothing has no elements"; Last errors[0].errCode])
End try
$o:=Null
Try
	show(["of Null"; $o[$r]=Null])
Catch
	show(["Null is asked for nothing"; Last errors[0].errCode])
End try
