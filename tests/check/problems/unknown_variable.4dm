var $found : Boolean
$found:=Find in aray>0
