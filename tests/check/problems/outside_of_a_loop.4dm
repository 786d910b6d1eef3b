If (Is Windows)
	break
End if
For each ($item; [1; 2])
	If ($item=2)
		continue
	End if
	ALERT(String($item))
End for each
Try
	continue
Catch
	ALERT("caught")
End try
