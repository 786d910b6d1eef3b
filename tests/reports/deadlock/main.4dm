Use (Storage)
	Storage.left:=New shared object
	Storage.right:=New shared object
End use 
New process("other"; 0; "other")
Use (Storage.left)
	DELAY PROCESS(Current process; 10)
	Use (Storage.right)
	End use 
End use 
