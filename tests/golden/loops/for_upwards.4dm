//fourd:
// The bounds belong to the loop
var $i : Integer
For ($i; 1; 3)
	tell($i)
End for
tell("after"; $i)
For ($i; 5; 5)
	tell("only"; $i)
End for
For ($i; 5; 4)
	tell("never")
End for
