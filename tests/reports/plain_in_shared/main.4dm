var $box; $content : Object
$content:={weight: 2}
$box:=New shared object
Use ($box)
	$box.content:=$content
End use 
