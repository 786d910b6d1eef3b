//fourd:
// The place of a compound assignment is evaluated once
var $o : Object:={n: 1}
given($o).n+=10
tell($o.n)
