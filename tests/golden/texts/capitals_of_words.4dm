//fourd:
// Characters are read and written in a loop
var $text : Text:="one, two and three"
var $i : Integer
$text[[1]]:=Uppercase($text[[1]])
For ($i; 1; Length($text)-1)
	If (Position($text[[$i]]; " ,.")>0)
		$text[[$i+1]]:=Uppercase($text[[$i+1]])
	End if
End for
tell($text)
