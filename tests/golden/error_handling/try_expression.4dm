//fourd:
// Try of an expression gives its value or undefined
tell(Try(fails_above(1; 5)); Try(fails_above(9; 5)))
tell(Last errors[0].message)
tell(Undefined(Try(fails_above(9; 5))))
var $v : Variant:=Try(fails_above(9; 5)) || "instead"
tell($v)
