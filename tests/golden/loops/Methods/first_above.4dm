#DECLARE($numbers : Collection; $limit : Integer) : Integer
var $n : Integer
For each ($n; $numbers)
	If ($n>$limit)
		return $n
	End if
End for each
return -1
