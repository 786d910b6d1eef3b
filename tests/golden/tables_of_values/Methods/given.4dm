#DECLARE($o : Object) : Object
tell("given")
return $o
