//fourd:
// Steps other than one
var $i : Integer
For ($i; 0; 10; 4)
	tell($i)
End for
For ($i; 3; 1; -1)
	tell($i)
End for
For ($i; 9; 2; -3)
	tell($i)
End for
For ($i; 1; 3; -1)
	tell("never")
End for
