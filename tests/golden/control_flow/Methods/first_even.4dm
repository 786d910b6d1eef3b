#DECLARE($numbers : Collection) : Integer
var $number : Integer
For each ($number; $numbers)
	If ($number%2=0)
		return $number
	End if
End for each
