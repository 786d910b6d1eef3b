#DECLARE($first : Pointer; $second : Pointer)
$first->:="a"
$second->:="b"
