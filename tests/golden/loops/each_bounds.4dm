//fourd:
// begin is in, end is out
var $l : Text
For each ($l; ["a"; "b"; "c"; "d"]; 1; 3)
	tell($l)
End for each
For each ($l; ["a"; "b"; "c"; "d"]; 2)
	tell("from 2"; $l)
End for each
For each ($l; ["a"; "b"; "c"; "d"]; 3; 99)
	tell("to 99"; $l)
End for each
