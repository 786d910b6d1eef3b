Use (Storage.done)
	Storage.done.count:=Storage.done.count+1
End use
