// Assigning an undefined value to a property keeps its type
var $o; $c : Object
$o:={number: 2; text: "x"; boolean: True; object: {}; col: [1]; null: Null}
$o.number:=$o.none
$o.text:=$o.none
$o.boolean:=$o.none
$o.object:=$o.none
$o.col:=$o.none
$o.null:=$o.none
$o.new:=$o.none
show(JSON Stringify($o))
