var $from; $to : Object
$from:=New shared object("sum"; 10)
$to:=New shared object("sum"; 0)
Use ($from)
	$from.sum:=$from.sum-5
	$to.sum:=$to.sum+5
End use 
