//fourd:
// The number of rounds is fixed at the start
var $c : Collection:=[1; 2]
var $n : Integer
For each ($n; $c)
	$c.push($n*10)
	tell($n)
End for each
tell($c)
