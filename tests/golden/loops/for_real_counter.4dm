//fourd:
// A counter may be a real
var $x : Real
For ($x; 0; 1; 0.25)
	tell($x)
End for
