$1.result:=$1.value*2
If ($1.value=2)
	$1.stop:=True
End if
