// Properties by names that are computed
var $o; $shared; $other : Object
var $k; $prefix : Text
var $i : Integer
var $v : Variant
var $c : Collection

$o:={}
$prefix:="k"
For ($i; 1; 3)
	$o[$prefix+String($i)]:=$i*1.5
End for 
$k:="k2"
show(["read"; $o[$k]; $o["k"+String(3)]; $o[$k]+$o["k1"]; $o["missing"+$k]=Null])
$o[$k]:="text"
show(["written"; JSON Stringify($o); Length($o[$k]); $o[$k]+"!"])
$o[$k]+="…"
$o["n"+$k]:=Null
$o["o"+$k]:={inner: $o.k1}
$o["c"+$k]:=[1; 2]
show(["more"; JSON Stringify($o); $o["o"+$k].inner; $o["c"+$k][1]])
$o[$k]:=?00:01:00?
$o["k1"]:=!2024-02-29!
show(["times and dates"; JSON Stringify($o[$k]); String($o["k1"])])
ARRAY LONGINT($array; 5)
$array:=4
$o["array"+$k]:=$array
show(["an array"; $o["array"+$k]])
$v:=$o["nothing"+$k]
$o[$k]:=$v
$o["new"+$k]:=$v
show(["undefined"; $o[$k]; Undefined($o["new"+$k])])

// Texts of other values
show(["texts"; String(12)+String(-0.5)+String(1e20)+String(True)+String(!2024-01-02!)+String(Null)+String($v)+String("x")])
$v:=7
show(["of a variable of any type"; String($v)+String($v+0.25)+String([1; 2][1])])
Try
	$k:=String({a: 1})
Catch
	show(["no text of an object"; Last errors[0].errCode])
End try
show(["of a property"; String($o["c"+"k2"][0])+String($o.nothing)])

// The variable is another object after the name was computed
$other:={x: 1}
$o:=$other
$k:="x"
$o[$k]:=change_of($o)
show(["the object at the beginning"; JSON Stringify($o); JSON Stringify($other)])

// Shared objects, classes and what is no object
$shared:=New shared object("a"; 1)
$k:="a"
Use ($shared)
	$shared[$k]:=2
	$shared[$k+"b"]:="new"
End use 
show(["shared"; $shared[$k]; $shared[$k+"b"]])
Try
	$shared[$k]:=3
Catch
	show(["not in use"; Last errors[0].errCode])
End try
$c:=[1; 2; 3]
$k:="length"
show(["of a collection"; $c[$k]])
$v:=[5; 6]
show(["of a collection in a variable of any type"; $v[$k]])
Try
	$c[$k]:=1
Catch
	show(["no name of an element"; Last errors[0].errCode])
End try
$o:=Null
Try
	show(["of Null"; $o[$k]=Null])
Catch
	show(["Null is asked for nothing"; Last errors[0].errCode])
End try
Try
	$o[$k]:=later("the value is computed")
Catch
	show(["Null has no properties"; Last errors[0].errCode])
End try

// Names while they are added
$o:={a: 1; b: 2}
For each ($k; $o)
	$o[$k+$k]:=$o[$k]
	OB REMOVE($o; $k)
End for each 
show(["added and removed"; JSON Stringify($o)])
$k:="before"
For each ($k; {})
End for each 
show(["of nothing"; $k])
$o:={}
For ($i; 1; 200)
	$o["k"+String($i)]:=$i
End for 
$i:=0
For each ($k; $o)
	$i:=$i+$o[$k]
	$o[$k]:=0
End for each 
show(["many"; $i; $o["k200"]])
