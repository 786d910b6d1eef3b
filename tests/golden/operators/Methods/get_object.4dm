#DECLARE($object : Object) : Object
show("called")
return $object
