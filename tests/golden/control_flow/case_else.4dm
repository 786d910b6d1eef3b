// Else runs where no case is true; without it nothing does
var $n : Integer
For each ($n; [1; 2; 3; 4])
	Case of
		: ($n=1)
			show("One.")
		: ($n=2)
		: ($n=3)
			show("Three.")
		Else
			show("It was not one, two, or three.")
	End case
End for each
Case of
	: (False)
		show("never")
End case
Case of
	Else
		show("only else")
End case
