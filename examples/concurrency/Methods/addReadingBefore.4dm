#DECLARE($counter : Object)
var $value : Integer

$value:=$counter.value
Use ($counter)
	$counter.value:=$value+1
End use
