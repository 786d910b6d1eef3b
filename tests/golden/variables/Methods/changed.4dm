#DECLARE($pointer : Pointer) : Text

$pointer->:="gone"
return "+"
