//fourd:
// Bounds that leave no element
var $n : Integer
For each ($n; [1; 2; 3]; 2; 1)
	tell("never")
End for each
For each ($n; [1; 2; 3]; 3)
	tell("never")
End for each
For each ($n; [1; 2; 3]; 1; 1)
	tell("never")
End for each
tell("end")
