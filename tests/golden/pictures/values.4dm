// A picture is empty before it is assigned; bytes that are a picture become one.
var $empty; $picture; $other : Picture
var $blob : Blob
var $width; $height : Real
show("type "+String(Value type($empty))+", size "+String(Picture size($empty))+", Null "+String($empty=Null))
PICTURE PROPERTIES($empty; $width; $height)
show("empty "+String($width)+" x "+String($height))
show($empty ? "truthy" : "falsy")
$picture:=dot(3; 2)
show("type "+String(Value type($picture))+", Null "+String($picture=Null)+", OK "+String(OK))
PICTURE PROPERTIES($picture; $width; $height)
show("picture "+String($width)+" x "+String($height)+", more than no byte "+String(Picture size($picture)>0))
show($picture ? "truthy" : "falsy")
// Pictures in objects, collections and arrays.
var $object : Object
$object:={photo: $picture; none: Null}
show(JSON Stringify($object)+" "+String(OB Get type($object; "photo"))+" "+String(Picture size(OB Get($object; "photo"; Is picture))=Picture size($picture)))
$object.photo:=$object.missing
show("cleared "+String(Value type($object.photo))+" "+String(Picture size($object.photo)))
show(["a"; $picture].join("|"))
ARRAY PICTURE($pictures; 2)
$pictures{1}:=$picture
APPEND TO ARRAY($pictures; $picture)
show("array "+String(Size of array($pictures))+" "+String(Picture size($pictures{2}))+" "+String(Picture size($pictures{3})=Picture size($picture)))
$picture:=Null
show("after Null "+String(Picture size($picture)))
// A variable with a picture survives being a Blob.
$picture:=dot(4; 5)
SET PICTURE FILE NAME($picture; "dot.png")
TRANSFORM PICTURE($picture; Scale; 2; 3)
VARIABLE TO BLOB($picture; $blob)
BLOB TO VARIABLE($blob; $other)
PICTURE PROPERTIES($other; $width; $height)
show(Get picture file name($other)+" "+String($width)+" x "+String($height))
// Bytes that are no picture.
SET BLOB SIZE($blob; 0)
TEXT TO BLOB("no picture"; $blob; UTF8 text without length)
BLOB TO PICTURE($blob; $other)
show("OK "+String(OK)+", size "+String(Picture size($other)))
BLOB TO PICTURE($blob; $other; ".mine")
show("OK "+String(OK)+", size "+String(Picture size($other)))
ARRAY TEXT($formats; 0)
GET PICTURE FORMATS($other; $formats)
show("formats "+String(Size of array($formats))+" "+$formats{1})
PICTURE TO BLOB($other; $blob; ".mine")
show("OK "+String(OK)+" "+BLOB to text($blob; UTF8 text without length))
PICTURE TO BLOB($other; $blob; ".png")
show("OK "+String(OK)+" "+String(BLOB size($blob)))
$object:=Try(cast($picture))
show(Last errors[0].message)
