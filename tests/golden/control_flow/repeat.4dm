// The condition is tested behind each round, so there is at least one
var $i : Integer
Repeat
	$i:=$i+1
	show($i)
Until ($i>=3)
Repeat
	show("once")
Until (True)
