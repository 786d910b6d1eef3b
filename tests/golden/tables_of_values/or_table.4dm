//fourd:
// | of every pair of booleans
var $a; $b : Boolean
For each ($a; [True; False])
	For each ($b; [True; False])
		tell($a; $b; $a | $b)
	End for each
End for each
