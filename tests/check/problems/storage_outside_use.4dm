Storage.counter:=1
Use (Storage)
	Storage.counter:=2
End use 
