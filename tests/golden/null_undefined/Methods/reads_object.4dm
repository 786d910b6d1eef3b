#DECLARE($object : Object) : Boolean
return $object.a=Null
