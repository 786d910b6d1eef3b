// Each call of a callback begins anew, whatever the one before left behind
var $c; $kept; $r : Collection
var $o; $formula : Object
var $limit; $i : Integer
var $p : Pointer
var $v : Variant

$c:=[1; 2; 3; 4]

// What a formula took with it
$limit:=2
$formula:=Formula($1.value>$limit)
$limit:=9
show("taken"; JSON Stringify($c.filter($formula)))
show("further parameters"; JSON Stringify($c.filter(Formula($1.value>$2); 3)))

// Callbacks inside callbacks
show("nested"; JSON Stringify($c.map(Formula([1; 2].map(Formula($1.value*10))[0]+$1.value))))
show("nested by a method"; JSON Stringify($c.map("sum_up_to")))

// $1 is kept, replaced or filled
$kept:=[]
$r:=$c.map(Formula($kept.push($1)))
show("kept"; JSON Stringify($kept))
show("replaced"; JSON Stringify($c.map("replaces_its_parameter")))
show("result"; JSON Stringify($c.map("sets_result")))
show("stop"; JSON Stringify($c.map("stops_at_three")))
show("accumulated"; String($c.reduce("adds"; 100)))
show("of the right"; $c.reduceRight("adds"; "x"))

// Variables of a method begin empty, its number of parameters and its parent are right
show("variables"; JSON Stringify($c.map("remembers_nothing")))
show("called with"; JSON Stringify($c.map("counts_parameters")))
show("and more"; JSON Stringify($c.map("counts_parameters"; 1; 2)))
show("called by"; JSON Stringify([1; 2].map(Formula(Call chain[0].name+" "+Call chain[1].name))))

// This
$o:={factor: 3; items: $c; all: Formula(This.items.map(Formula($1.value+Num(This=Null))))}
show("This"; JSON Stringify($o.all()))

// Orders
show("sorted"; JSON Stringify([3; 1; 2].sort(Formula($1.value>$1.value2))))
show("by method"; JSON Stringify(["c"; "a"; "b"].orderByMethod("comes_before"; sk strict)))
show("sorted inside"; JSON Stringify([[3; 1]; [9; 8; 7]].map(Formula($1.value.orderByMethod(Formula($1.value<$1.value2))))))

// Errors
Try
	$r:=$c.map("fails_at_three")
	show("not reached")
Catch
	show("caught"; Last errors[0].message)
End try
show("caught inside"; JSON Stringify($c.map("catches_itself")))
show("try in a formula"; JSON Stringify($c.map(Formula(Try($1.value.a.b.c())))))
ON ERR CALL("takes_note")
$r:=$c.map("fails_at_three")
show("goes on"; JSON Stringify($r); JSON Stringify(_noted))
_noted:=Null
show("goes on in a formula"; JSON Stringify([1; "a"].map(Formula(Abs($1.value)))); JSON Stringify(_noted))
ON ERR CALL("")
show("deferred"; JSON Stringify([1; 2].map("defers")))

// Pointers to variables of a call end with it
$kept:=[]
$r:=$c.map("gives_a_pointer")
$v:=0
Try
	$v:=$r[0]->
Catch
	show("the variable is gone")
End try
show("elements after it"; String($r.length))

// A callback that changes the collection
$c:=[1; 2; 3]
show("growing"; JSON Stringify($c.map(Formula($c.push($1.value).length))); JSON Stringify($c))
$c:=[1; 2; 3; 4]
show("shrinking"; JSON Stringify($c.filter(Formula($c.pop()>0))); JSON Stringify($c))
$c:=[1; 2; 3]
show("with texts"; JSON Stringify($c.map(Formula(Choose($1.value=2; "two"; $1.value)))))
