#DECLARE($name : Text; $times : Integer) : Text
return ($name+" ")*$times
