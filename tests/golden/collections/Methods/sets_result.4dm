// Gives its result in its parameter
#DECLARE($each : Object)
$each.result:=$each.value+0.5
