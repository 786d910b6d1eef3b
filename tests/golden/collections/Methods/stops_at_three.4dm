#DECLARE($each : Object) -> $result : Integer
$each.stop:=($each.value=3)
$result:=$each.value
