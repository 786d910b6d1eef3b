//fourd:
// continue goes to the next round
var $i : Integer
var $text : Text
For ($i; 0; 6)
	If ($i%2=0)
		continue
	End if
	$text+=String($i)
End for
tell($text)
$i:=0
While ($i<4)
	$i+=1
	If ($i=2)
		continue
	End if
	tell("while"; $i)
End while
