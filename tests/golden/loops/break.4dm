//fourd:
// break leaves the innermost loop
var $i; $j : Integer
For ($i; 1; 3)
	For ($j; 1; 3)
		If ($j=$i)
			break
		End if
		tell($i; $j)
	End for
	If ($i=2)
		break
	End if
End for
tell("after"; $i; $j)
