#DECLARE($text : Text; $object : Object; $col : Collection)
$text:=Uppercase($text)
$object.name:=Uppercase($object.name)
$col[0]:=Uppercase($col[0])
$object:=Null
show($text)
