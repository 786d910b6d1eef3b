For ($i; 1; 3)
	ALERT($greeting*$i)
End for
