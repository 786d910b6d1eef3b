//fourd:
// Members of null and of undefined
var $o : Object:={empty: Null}
tell(Undefined($o.none.more))
tell($o.empty.more)
