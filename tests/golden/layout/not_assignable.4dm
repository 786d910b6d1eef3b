//fourd:
// Nothing can be assigned to an expression with an operator
var $a : Integer:=1
tell("never")
$a+1:=5
