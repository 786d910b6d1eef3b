// Pictures go to files and come back, in all formats that can be written.
var $folder : 4D.Folder
var $picture; $read; $mask : Picture
var $blob : Blob
var $codec; $path : Text
$folder:=Folder(Temporary folder; fk platform path).folder(Generate UUID)
$folder.create()
$picture:=dot(7; 5; 0x00336699)
ARRAY TEXT($codecs; 0)
ARRAY TEXT($names; 0)
PICTURE CODEC LIST($codecs; $names)
show(JSON Stringify(toList(->$codecs))+" "+JSON Stringify(toList(->$names)))
PICTURE CODEC LIST($codecs; *)
show(JSON Stringify(toList(->$codecs)))
For each ($codec; [".bmp"; ".gif"; ".png"; ".tif"; ".jpg"])
	$path:=$folder.file("picture"+$codec).platformPath
	WRITE PICTURE FILE($path; $picture)
	ASSERT((OK=1) & (Document=$path))
	READ PICTURE FILE($path; $read)
	ASSERT((OK=1) & (Document=$path))
	GET PICTURE FORMATS($read; $codecs)
	show($codecs{1}+" "+sized($read)+" "+Get picture file name($read)+" "+String(Equal pictures($picture; $read; $mask) || ($codec=".jpg")))
	show(String(Is picture file($path))+" "+String(Is picture file($path; *)))
End for each
// The format can be given apart, as an extension or a MIME type; the name says nothing then.
WRITE PICTURE FILE($folder.file("named.txt").platformPath; $picture; "image/png")
READ PICTURE FILE($folder.file("named.txt").platformPath; $read)
GET PICTURE FORMATS($read; $codecs)
show("named.txt OK "+String(OK)+" "+$codecs{1}+" "+String(Is picture file($folder.file("named.txt").platformPath))+" "+String(Is picture file($folder.file("named.txt").platformPath; *)))
WRITE PICTURE FILE($folder.file("other.xyz").platformPath; $picture)
show("other.xyz OK "+String(OK)+", written "+String($folder.file("other.xyz").exists))
// Files that are no pictures.
$folder.file("text.png").setText("text")
READ PICTURE FILE($folder.file("text.png").platformPath; $read)
show("text.png OK "+String(OK)+", "+String(Picture size($read))+" "+String(Is picture file($folder.file("text.png").platformPath))+" "+String(Is picture file($folder.file("text.png").platformPath; *)))
READ PICTURE FILE($folder.file("text.png").platformPath; $read; *)
show("any OK "+String(OK)+", "+String(Picture size($read)))
show(String(Is picture file($folder.file("missing.png").platformPath))+" "+String(Is picture file("")))
Try
	READ PICTURE FILE($folder.file("missing.png").platformPath; $read)
Catch
	show(String(Last errors[0].errCode)+", OK "+String(OK))
End try
// A picture of the right format is taken as it is, another is converted.
READ PICTURE FILE($folder.file("picture.gif").platformPath; $read)
PICTURE TO BLOB($read; $blob; ".gif")
show("as it is "+String(BLOB size($blob)=$folder.file("picture.gif").size))
CONVERT PICTURE($read; "image/jpeg"; 0.5)
GET PICTURE FORMATS($read; $codecs)
show($codecs{1}+" "+sized($read)+" "+Get picture file name($read))
Try
	CONVERT PICTURE($read; ".xyz")
Catch
	show(Last errors[0].message)
End try
// Pasteboard.
SET PICTURE TO PASTEBOARD($picture)
show("pasteboard "+String(Pasteboard data size("com.4d.private.picture.bmp")>0)+" OK "+String(OK))
GET PICTURE FROM PASTEBOARD($read)
show("pasteboard "+sized($read)+" OK "+String(OK))
SET TEXT TO PASTEBOARD("text")
GET PICTURE FROM PASTEBOARD($read)
show("pasteboard "+sized($read)+" OK "+String(OK))
$folder.delete(Delete with contents)
