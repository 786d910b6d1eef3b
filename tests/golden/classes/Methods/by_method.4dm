#DECLARE($object : Object)
$object.log+=" m"
