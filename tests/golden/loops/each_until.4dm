//fourd:
// Until is tested after each round
var $n; $sum : Integer
For each ($n; [5; 10; 15; 20]) Until ($sum>=15)
	$sum+=$n
End for each
tell($sum)
For each ($n; [5; 10]) Until (True)
	tell("once"; $n)
End for each
