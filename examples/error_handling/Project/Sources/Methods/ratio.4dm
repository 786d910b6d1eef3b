// Throws an error of our own where 4D would not know what is wrong
#DECLARE($left : Real; $right : Real) : Real

If ($right=0)
	throw(1001; "nothing can be divided by zero")
End if 
return $left/$right
