//fourd:
// break in the other loops
var $n : Integer
While (True)
	$n+=1
	If ($n=2)
		break
	End if
End while
tell("while"; $n)
Repeat
	$n+=1
	If ($n>5)
		break
	End if
Until (False)
tell("repeat"; $n)
For each ($n; [7; 8; 9])
	If ($n=8)
		break
	End if
	tell("each"; $n)
End for each
