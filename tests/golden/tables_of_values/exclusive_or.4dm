//fourd:
// An exclusive or made of & and |
var $a; $b : Boolean
For each ($a; [True; False])
	For each ($b; [True; False])
		tell($a; $b; ($a | $b) & Not($a & $b))
	End for each
End for each
