// To process and interprocess variables, by name too
vName:="process"
<>vName:="interprocess"
var $p : Pointer
$p:=->vName
show($p->)
$p:=-><>vName
show($p->)
$p->:="changed"
show(<>vName)
$p:=Get pointer("vName")
$p->:="by name"
show(vName)
