//fourd:
// While is tested before each round
var $n; $sum : Integer
For each ($n; [5; 10; 15; 20]) While ($sum<20)
	$sum+=$n
End for each
tell($sum)
For each ($n; [5; 10]) While (False)
	tell("never")
End for each
