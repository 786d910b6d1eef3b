#DECLARE($a : Real; $b : Real) -> $result : Real
If ($b=0)
	throw({errCode: -77; message: "no division by zero"; deferred: True})
Else
	$result:=$a/$b
End if
