var $target : Pointer
$target:=Get pointer("third")
$target->:="here"
EXECUTE FORMULA("fourth:=4")
ALERT(third+String(fourth))
