//fourd:
// New object, New collection and literals mix
var $o : Object
$o:={one: New object("k"; "v"); two: New collection(1; 2); three: [{}]}
tell($o)
tell(New object("list"; [1; 2]; "o"; {x: 1}))
tell($o.one.k; $o.two[1]; $o.three.length)
