#DECLARE($changeUp : Pointer; $changeLow : Pointer)
$changeUp->:=Uppercase($changeUp->)
$changeLow->:=Lowercase($changeLow->)
