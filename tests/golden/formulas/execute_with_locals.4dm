// EXECUTE FORMULA sees the local variables and parameters of the method that calls it
var $o : Object:={}
var $i : Integer:=20
var $p : Pointer
ARRAY TEXT($names; 2)
EXECUTE FORMULA("$o.a:=$i")
show($o.a)
EXECUTE FORMULA("$i:=$i+1.5")
show($i)
EXECUTE FORMULA("$names{2}:=\"second\"")
show($names{2})
EXECUTE FORMULA("APPEND TO ARRAY($names; \"third\")")
show(Size of array($names); $names{3})
// Pointers to them stay good
EXECUTE FORMULA("$p:=->$i")
$p->:=7
show($i)
EXECUTE FORMULA("$p->:=8")
show($i)
EXECUTE FORMULA("$o.b:=joined(\"x\"; String($i))")
show($o.b)
show(with_parameters($o; 4; 100); $o.x)
// An error leaves the variables
Try
	EXECUTE FORMULA("$i:=$i/$o")
Catch
	show("error"; $i; $o.a)
End try
EXECUTE FORMULA("vFormula:=.5+.25")
show(vFormula)
