// Four bytes, the lowest first.
#DECLARE($number : Integer; $offset : Integer; $blob : Pointer)
var $index : Integer
For ($index; 0; 3)
	$blob->{$offset+$index}:=$number & 255
	$number:=$number >> 8
End for
