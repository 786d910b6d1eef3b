//fourd:
// [[n]] gives the character at position n
var $fruit : Text:="cherry"
var $i : Integer
tell($fruit[[1]]; $fruit[[6]])
tell("plum"[[2]])
tell(Uppercase($fruit)[[3]])
For ($i; Length($fruit); 1; -1)
	tell($i; $fruit[[$i]])
End for
