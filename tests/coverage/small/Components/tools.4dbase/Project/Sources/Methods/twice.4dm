//%attributes = {"shared":true}
#DECLARE($number : Integer) : Integer
If ($number=0)
	return 0
End if
return $number*2
