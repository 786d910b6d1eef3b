//fourd:
// Bounds and a condition together
var $n : Integer
For each ($n; [1; 2; 3; 4; 5; 6]; 1; 5) While ($n<4)
	tell("while"; $n)
End for each
For each ($n; [1; 2; 3; 4; 5; 6]; 2; -1) Until ($n=4)
	tell("until"; $n)
End for each
