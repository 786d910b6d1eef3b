#DECLARE($number : Integer) : Integer
return $number
