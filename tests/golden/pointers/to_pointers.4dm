// Multiple dereferencing takes parentheses
var $MyVar : Text
var $PointerOne; $PointerTwo : Pointer
$MyVar:="Hello"
$PointerOne:=->$MyVar
$PointerTwo:=->$PointerOne
($PointerTwo->)->:="Goodbye"
show(($PointerTwo->)->; $MyVar)
