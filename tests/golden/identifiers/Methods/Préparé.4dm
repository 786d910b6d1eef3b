#DECLARE($été : Integer) : Integer
return $ete*2
