#DECLARE($each : Object) -> $result : Integer
defer(show("deferred"))
$result:=$each.value
