var $target : Pointer
$target->:=1
