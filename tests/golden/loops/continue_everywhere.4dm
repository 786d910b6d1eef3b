//fourd:
// continue in Repeat tests the condition; in For each it takes the next
var $i : Integer
Repeat
	$i+=1
	If ($i=2)
		continue
	End if
	tell("repeat"; $i)
Until ($i>=3)
For each ($i; [1; 2; 3; 4])
	If ($i=1) | ($i=3)
		continue
	End if
	tell("each"; $i)
End for each
