// A pointer reads and writes the variable that it points to
var $MyVar : Text
var $MyPointer : Pointer
$MyVar:="Hello"
$MyPointer:=->$MyVar
show($MyPointer->)
$MyPointer->:="Goodbye"
show($MyVar; Length($MyPointer->))
