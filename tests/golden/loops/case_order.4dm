//fourd:
// Only the first case that is true runs
var $n : Integer
For ($n; 0; 3)
	Case of
		: ($n=1)
			tell("one")
		: ($n<=1)
			tell("at most one")
		: ($n=1) | ($n=2)
			tell("two")
		Else
			tell("other"; $n)
	End case
End for
