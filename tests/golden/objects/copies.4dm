// Copies are deep
var $a; $b; $c : Object
$a:={n: 1; sub: {x: [1; {y: 2}]}}
$b:=OB Copy($a)
$a.n:=2
$a.sub.x[1].y:=3
show($b)
show(OB Copy(Null)=Null)

// What contains itself does so in the copy
$a:={}
$a.self:=$a
$b:=OB Copy($a)
show($b.self=$b)
show($b=$a)

// Pointers
var $name : Text
$name:="Ann"
$a:={name: ->$name}
$b:=OB Copy($a)
$c:=OB Copy($a; True)
$name:="Bob"
show(JSON Stringify($b)+" "+JSON Stringify($c))
show(JSON Stringify(OB Copy($a; ck resolve pointers)))

// Shared
$b:=OB Copy({n: 1; sub: {c: [1; 2]}}; ck shared)
show(OB Is shared($b))
show(OB Is shared($b.sub.c))
show($b)
$c:=OB Copy($b)
show(OB Is shared($c))
show(OB Is shared($c.sub))
var $group : Collection
$group:=New shared collection(New shared object("a"; 1))
$c:=OB Copy($b; ck shared; $group)
Use ($group)
	$group.push($c)
End use 
show($group)
OB REMOVE($b; "n")
show($b)
Try
	OB SET($b; "n"; 1)
Catch
	show("not held")
End try
Try
	$c:=OB Copy({p: ->$name}; ck shared)
Catch
	show("no pointers in shared objects")
End try
$c:=OB Copy({p: ->$name}; ck shared+ck resolve pointers)
show($c)
