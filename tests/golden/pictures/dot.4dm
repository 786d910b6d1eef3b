// A picture of one color: a bitmap of 24 bits, made by its bytes.
#DECLARE($width : Integer; $height : Integer; $color : Integer)->$picture : Picture
var $row; $x; $y; $size : Integer
var $blob : Blob
$row:=(($width*3)+3)\4*4
$size:=54+($row*$height)
SET BLOB SIZE($blob; $size; 0)
$blob{0}:=0x42
$blob{1}:=0x4D
put($size; 2; ->$blob)
put(54; 10; ->$blob)
put(40; 14; ->$blob)
put($width; 18; ->$blob)
put($height; 22; ->$blob)
$blob{26}:=1
$blob{28}:=24
put($row*$height; 34; ->$blob)
For ($y; 0; $height-1)
	For ($x; 0; $width-1)
		$blob{54+($y*$row)+($x*3)}:=$color & 255
		$blob{55+($y*$row)+($x*3)}:=$color\256 & 255
		$blob{56+($y*$row)+($x*3)}:=$color\65536 & 255
	End for
End for
BLOB TO PICTURE($blob; $picture)
