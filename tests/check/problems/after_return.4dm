#DECLARE($number : Integer) : Text
If ($number>0)
	return "positive"
Else 
	return "not positive"
End if 
ALERT("done")
