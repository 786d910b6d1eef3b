// Undefined and =Null tell three things apart
var $emp : Object
$emp:=New object
$emp.name:="Smith"
$emp.children:=Null
show(Undefined($emp.name); $emp.name=Null)
show(Undefined($emp.children); $emp.children=Null)
show(Undefined($emp.parent); $emp.parent=Null)
