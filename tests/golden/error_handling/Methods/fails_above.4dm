#DECLARE($n : Integer; $limit : Integer) : Integer
If ($n>$limit)
	throw(1001; "over "+String($limit))
End if
return $n
