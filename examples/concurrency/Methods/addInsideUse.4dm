#DECLARE($counter : Object)

Use ($counter)
	$counter.value:=$counter.value+1
End use
