// break leaves the innermost loop only
var $i; $j : Integer
For ($i; 1; 2)
	For ($j; 1; 10)
		If ($j=3)
			break
		End if
		show($i; $j)
	End for
End for
While (True)
	break
End while
Repeat
	break
Until (False)
For each ($i; [1; 2; 3])
	If ($i=2)
		break
	End if
	show("each"; $i)
End for each
