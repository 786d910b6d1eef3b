// Values are copied, missing parameters are empty, both forms of declaration
var $text : Text

$text:="outside"
show(declared("a"; 2))
show(declared("b"))
show(declared)
show(by_number("x"; "y"; "z"))
show(change($text)+" "+$text)
show(String(factorial(10)))
