//fourd:
// An object that contains itself has no JSON
var $o : Object:={a: 1}
$o.self:=$o
tell($o.self.self.a)
tell(JSON Stringify($o))
