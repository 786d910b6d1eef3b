// EXECUTE FORMULA and EXECUTE METHOD
var $result : Text
vResult:=0
EXECUTE FORMULA("vResult:=3*4")
show(vResult)
EXECUTE METHOD("joined"; $result; "a"; "b")
show($result)
EXECUTE METHOD("show"; *; "no result")
