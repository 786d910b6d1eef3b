//fourd:
// Negative bounds count from the end
var $l : Text
For each ($l; ["a"; "b"; "c"; "d"]; -2)
	tell("-2"; $l)
End for each
For each ($l; ["a"; "b"; "c"; "d"]; 0; -2)
	tell("0 to -2"; $l)
End for each
For each ($l; ["a"; "b"; "c"; "d"]; -3; -1)
	tell("-3 to -1"; $l)
End for each
For each ($l; ["a"; "b"; "c"; "d"]; -99; 1)
	tell("-99 to 1"; $l)
End for each
