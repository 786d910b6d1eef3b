// SVG pictures are XML.
var $picture; $other : Picture
var $root; $text; $value; $found : Text
var $blob : Blob
var $number : Integer
ARRAY TEXT($codecs; 0)
$root:=DOM Create XML Ref("svg"; "http://www.w3.org/2000/svg")
DOM SET XML ATTRIBUTE($root; "width"; "40"; "height"; "20"; "id"; "top")
$text:=DOM Create XML element($root; "text"; "id"; "greeting"; "font-size"; 26; "fill"; "red")
DOM SET XML ELEMENT VALUE($text; "Hello")
SVG EXPORT TO PICTURE($root; $picture; Copy XML data source)
GET PICTURE FORMATS($picture; $codecs)
show($codecs{1}+" "+sized($picture))
DOM CLOSE XML($root)
SVG GET ATTRIBUTE($picture; "greeting"; "font-size"; $number)
SVG GET ATTRIBUTE($picture; "greeting"; "4D-text"; $value)
show(String($number)+" "+$value)
SVG SET ATTRIBUTE($picture; "greeting"; "fill"; "blue"; "font-size"; 12; "4D-text"; "Bye"; "id"; "other"; "stroke"; "new"; *)
show("OK "+String(OK))
PICTURE TO BLOB($picture; $blob; ".svg")
show(BLOB to text($blob; UTF8 text without length))
SVG SET ATTRIBUTE($picture; "top"; "width"; "100"; *)
SVG SET ATTRIBUTE($picture; "nobody"; "fill"; "blue"; *)
show(sized($picture)+" OK "+String(OK))
// Scaling keeps the vectors.
TRANSFORM PICTURE($picture; Scale; 2; 2)
show(sized($picture))
// Sizes in other units, of a view box, and without any.
TEXT TO BLOB("<svg width=\"1in\" height=\"2.54cm\"/>"; $blob; UTF8 text without length)
BLOB TO PICTURE($blob; $other)
show(sized($other))
TEXT TO BLOB("<?xml version=\"1.0\"?><!-- > --><svg viewBox=\"0 0 30 10\"/>"; $blob; UTF8 text without length)
BLOB TO PICTURE($blob; $other)
show(sized($other))
// Nothing draws SVG here.
Try
	CONVERT PICTURE($other; ".png")
Catch
	show(Last errors[0].message)
End try
Try
	SVG SET ATTRIBUTE(*; "object"; "greeting"; "fill"; "blue")
Catch
	show(Last errors[0].message)
End try
$root:=DOM Create XML Ref("svg")
SVG EXPORT TO PICTURE($root; $other; Own XML data source)
Try
	DOM CLOSE XML($root)
	show("not closed")
Catch
	show("closed already")
End try
