#DECLARE($name : Text; $result : Boolean) : Boolean
tell("evaluated"; $name)
return $result
