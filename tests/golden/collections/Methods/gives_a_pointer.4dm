#DECLARE($each : Object) -> $result : Pointer
var $own : Integer
$own:=$each.value
$result:=->$own
