// Variables of all types, there and back
var $b : Blob
var $o; $o2 : Object
var $c; $c2 : Collection
var $t; $t2 : Text
var $d2 : Date
var $h2 : Time
var $b2 : Blob
var $at : Integer
$o:={n: 1.5; c: [1; "zwei ü 漢"; Null; True; !2024-01-31!]; e: {}}
$o.self:=$o
$o.twice:=[$o.e; $o.e]
VARIABLE TO BLOB($o; $b)
show(OK)
BLOB TO VARIABLE($b; $o2)
show(OK)
show($o2.self=$o2)
show($o2.twice[0]=$o2.twice[1])
show($o2.c)
$t:="text"
var $d : Date:=!2024-05-06!
var $h : Time:=?10:20:30?
SET BLOB SIZE($b2; 3; 7)
VARIABLE TO BLOB($t; $b)
VARIABLE TO BLOB($d; $b; *)
VARIABLE TO BLOB($h; $b; *)
VARIABLE TO BLOB($b2; $b; *)
ARRAY TEXT($a; 2)
$a{0}:="zero"
$a{2}:="last"
$a:=2
VARIABLE TO BLOB($a; $b; *)
ARRAY LONGINT($rows; 2; 1)
$rows{2}{1}:=5
VARIABLE TO BLOB($rows; $b; *)
SET BLOB SIZE($b2; 0)
$at:=0
BLOB TO VARIABLE($b; $t2; $at)
BLOB TO VARIABLE($b; $d2; $at)
BLOB TO VARIABLE($b; $h2; $at)
BLOB TO VARIABLE($b; $b2; $at)
ARRAY TEXT($a2; 0)
BLOB TO VARIABLE($b; $a2; $at)
ARRAY LONGINT($rows2; 0; 0)
BLOB TO VARIABLE($b; $rows2; $at)
show([$t2; $d2; $h2=?10:20:30?; BLOB size($b2); $b2{2}])
show(JSON Stringify array($a2)+" "+$a2{0}+" "+String($a2))
show(JSON Stringify array($rows2))
show($at=BLOB size($b))
BLOB TO VARIABLE($b; $t2; $at)
show([OK; $t2])
$b{4}:=99
BLOB TO VARIABLE($b; $t2)
show(OK)

// Compression
var $mode; $expanded; $size : Integer
For each ($mode; [1; 2; -1; -2])
	SET BLOB SIZE($b; 1000; 65)
	COMPRESS BLOB($b; $mode)
	BLOB PROPERTIES($b; $at; $expanded; $size)
	show([OK; $at; $expanded; $size<1000; $size=BLOB size($b)])
	EXPAND BLOB($b)
	show([OK; BLOB size($b); $b{999}])
End for each 
SET BLOB SIZE($b; 254)
COMPRESS BLOB($b)
BLOB PROPERTIES($b; $at; $expanded; $size)
show([OK; $at; $expanded; $size])
Try
	EXPAND BLOB($b)
Catch
	show("not compressed")
End try
show(OK)

// Objects of class 4D.Blob
SET BLOB SIZE($b; 0)
SET BLOB SIZE($b; 4; 5)
$o:=4D.Blob.new($b)
$b{0}:=9
show([$o.size; BLOB size($o); BLOB to longint($o; PC byte ordering)=0x05050505])
show([$o.slice(1).size; $o.slice(-3; -1).size; $o.slice(9).size; $o.slice(3; 1).size; 4D.Blob.new().size])
show(OB Instance of($o; 4D.Blob))
show(OB Instance of(New object("b"; $b).b; 4D.Blob))
show({b: $o})
Try
	SET BLOB SIZE($o; 1)
Catch
	show("not alterable")
End try
