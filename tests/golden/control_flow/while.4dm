// The condition is tested before each round
var $i : Integer
While ($i<3)
	$i:=$i+1
	show($i)
End while
While ($i<3)
	show("never")
End while
