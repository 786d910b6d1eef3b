#DECLARE($n : Integer) : Integer
return ($n<2) ? $n : (fibonacci($n-1)+fibonacci($n-2))
