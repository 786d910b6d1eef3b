#DECLARE($name : Text; $result : Boolean) : Boolean
show($name)
return $result
