// Setting, reading, removing
var $o; $child : Object
OB SET($o; "FirstName"; "John"; "age"; 42; "h"; ?00:02:00?; "d"; !2024-01-31!)
OB SET($o; "FirstName"; "Paul")
show($o)
show(Value type($o.h)=Is real)
OB SET NULL($o; "age")
OB REMOVE($o; "missing")
OB REMOVE($o; "d")
show($o)
show(Undefined(OB Get($o; "age")))
show(Undefined(OB Get($o; "Age")))
show(OB Get($o; "h"; Is time)=?00:02:00?)
show(OB Get($o; "FirstName"; Is longint))
OB SET NULL($child; "made")
show($child)

// Whether there is something
var $nothing : Object
show(OB Is defined($nothing))
show(OB Is empty($nothing))
show(OB Is defined({}))
show(OB Is empty({}))
show(OB Is defined($o; "age"))
show(OB Is defined($o; "AGE"))
show(OB Is empty($o))

// Names and types
ARRAY TEXT($names; 0)
ARRAY LONGINT($types; 0)
OB GET PROPERTY NAMES({a: "x"; b: 1; c: True; d: Null; e: {}; f: []; g: !2024-01-31!}; $names; $types)
show(JSON Stringify array($names))
show(JSON Stringify array($types))
show(OB Get type($o; "FirstName")=Is text)
show(OB Get type($o; "nothing")=Is undefined)
show(OB Keys({b: 1; a: 2}))
show(OB Values({b: 1; a: {x: 2}}))
show(OB Entries({b: 1; a: "x"}))

// Arrays
ARRAY TEXT($texts; 2)
$texts{1}:="Smith"
$texts{2}:="White"
var $e : Object
OB SET ARRAY($e; "all"; $texts)
OB SET ARRAY($e; "one"; $texts{2})
APPEND TO ARRAY($texts; "Brown")
show($e)
ARRAY TEXT($back; 0)
OB GET ARRAY($e; "all"; $back)
show(JSON Stringify array($back))
OB GET ARRAY($e; "missing"; $back)
show(Size of array($back))

// Classes
show(OB Class({}).name)
show(OB Class($nothing)=Null)
show(OB Instance of({}; 4D.Object))
show(OB Instance of([]; 4D.Collection))
show(OB Instance of({}; 4D.Class))
Try
	show(OB Instance of({}; {}))
Catch
	show("no class")
End try
