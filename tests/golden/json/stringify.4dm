// What JSON Stringify writes for each type
show(JSON Stringify(120))
show(JSON Stringify(-0.5))
show(JSON Stringify(1e21))
show(JSON Stringify("a\"b\\c\n\t/é😀"))
show(JSON Stringify(Char(1)+Char(31)+Char(127)))
show(JSON Stringify(True))
show(JSON Stringify(Null))
show(JSON Stringify(!2013-08-28!))
show(JSON Stringify(!00-00-00!))
show(JSON Stringify(?20:00:00?))
show(JSON Stringify(New collection))
show(JSON Stringify({}; *))
show(JSON Stringify({a: [1; {b: "x"; c: []}]; t: ?00:01:00?; n: Null; u: $undefined}; *))

// Pointers stand for what they point to
var $name : Text
var $pointing : Object
$name:="Smith"
$pointing:=New object("name"; ->$name)
show(JSON Stringify($pointing))
$name:="Jones"
show(JSON Stringify($pointing))

// Shared objects, formulas, arrays
show(JSON Stringify(New shared object("s"; New shared collection(1; 2))))
show(JSON Stringify({f: Formula(1+1)}))
ARRAY TEXT($texts; 2)
$texts{1}:="John"
$texts{2}:="Jim"
show(JSON Stringify array($texts))
show(JSON Stringify array("alone"))
ARRAY LONGINT($rows; 2; 2)
$rows{2}{1}:=7
show(JSON Stringify array($rows))

// What contains itself is an error, what occurs twice is not
var $twice; $cycle : Object
$twice:={x: 1}
show(JSON Stringify([$twice; $twice]))
$cycle:={list: []}
$cycle.list.push($cycle)
Try
	show(JSON Stringify($cycle))
Catch
	show("cycle")
End try

// Deep nesting is an error, not a crash
var $deep : Object
var $i : Integer
$deep:={}
For ($i; 1; 5000)
	$deep:={d: $deep}
End for 
Try
	show(JSON Stringify($deep))
Catch
	show("too deep")
End try
