#DECLARE($each : Object) -> $result : Integer
$result:=Count parameters
