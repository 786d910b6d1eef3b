// All formats, there and back
var $b : Blob
var $format; $at : Integer
For ($format; 0; 6)
	TEXT TO BLOB("Café"; $b; $format)
	$at:=0
	show([$format; BLOB size($b); BLOB to text($b; $format; $at); $at])
End for 
TEXT TO BLOB("ab"; $b; UTF8 text without length; *)
SET BLOB SIZE($b; 0)
TEXT TO BLOB("one"; $b; UTF8 C string; *)
TEXT TO BLOB("two"; $b; Mac Pascal string; *)
TEXT TO BLOB("drei ü"; $b; UTF8 text with length; *)
$at:=0
show(BLOB to text($b; UTF8 C string; $at))
show(BLOB to text($b; Mac Pascal string; $at))
show(BLOB to text($b; UTF8 text with length; $at))
show($at=BLOB size($b))
TEXT TO BLOB("äöüxyz"; $b; UTF8 text without length)
$at:=2
show([BLOB to text($b; UTF8 text without length; $at; 3); $at])
show(BLOB to text($b; UTF8 text without length))
TEXT TO BLOB(""; $b; UTF8 C string)
show([BLOB size($b); BLOB to text($b; UTF8 C string)])
TEXT TO BLOB("漢"; $b; Mac C string)
show(BLOB to text($b; Mac C string))
Try
	show(BLOB to text($b; UTF8 text with length))
Catch
	show("too short")
End try
Try
	TEXT TO BLOB("a"*256; $b; Mac Pascal string)
Catch
	show("too long")
End try
