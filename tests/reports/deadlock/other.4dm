Use (Storage.right)
	DELAY PROCESS(Current process; 10)
	Use (Storage.left)
	End use 
End use 
