// condition ? value : value
var $age : Integer
$age:=26
show(($age>=21) ? "Beer" : "Juice")
show("" ? "yes" : "no"; "x" ? "yes" : "no"; 0 ? "yes" : "no")
show(False ? "a" : True ? "b" : "c")
show(True ? chosen("then") : chosen("else"))
