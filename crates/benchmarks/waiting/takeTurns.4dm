var $i : Integer
For ($i; 1; 1000)
	Use (Storage.done)
		Storage.done.turns:=Storage.done.turns+1
	End use
End for
