var $n : Integer
While (True)
	$n+=1
	tell("round"; $n)
	If ($n=2)
		return
	End if
End while
tell("never")
