//fourd:
// A formula in a literal sees its object
var $o : Object
$o:={base: 20; more: Formula(This.base+5); twice: Formula($1*2)}
tell($o.more(); $o.twice(21))
$o.base:=1
tell($o.more())
