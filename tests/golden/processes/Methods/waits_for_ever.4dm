While (True)
	DELAY PROCESS(Current process; 60)
End while
