// Only the first case that holds is run
var $n : Integer

For ($n; 1; 4)
	Case of 
		: ($n=1)
			show("one")
		: ($n<3)
			show("less than three")
		: ($n=2)
			show("never")
		: ($n=3)
		Else 
			show("else")
	End case 
End for 
