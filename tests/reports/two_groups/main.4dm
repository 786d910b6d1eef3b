var $first; $second : Object
$first:=New shared object("item"; New shared object)
$second:=New shared object("item"; New shared object)
Use ($second)
	$second.item:=$first.item
End use 
