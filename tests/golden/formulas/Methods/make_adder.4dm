#DECLARE($n : Integer) : 4D.Function
return Formula($1+$n)
