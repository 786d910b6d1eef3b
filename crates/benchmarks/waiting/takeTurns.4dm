var $i : Integer
For ($i; 1; 1000)
	Use (Storage)
		Storage.turns:=Num(Storage.turns)+1
	End use
End for
