//fourd:
// Repeat tests after each round
var $n : Integer:=10
Repeat
	$n-=4
	tell($n)
Until ($n<0)
Repeat
	tell("once")
Until (True)
