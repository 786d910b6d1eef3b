// Makes inputs for the readers of bytes: the name of each begins with that of its reader.
var $folder; $source : 4D.Folder
var $picture : Picture
var $blob : Blob
var $text : Text
var $key; $status; $value : Object
var $format : Text
$folder:=Folder("/PACKAGE/seeds")
$folder.create()
$source:=Folder("/PACKAGE/source")
$source.folder("a/b").create()
$source.file("a/b/c.txt").setText("content "*20)
$source.file("d.txt").setText("é")
$status:=ZIP Create archive($source; $folder.file("zip-1"))
$status:=ZIP Create archive({files: [$source.file("d.txt")]; compression: ZIP Compression none}; $folder.file("zip-2"))
$status:=ZIP Create archive({files: [$source.file("d.txt")]; encryption: ZIP Encryption AES256; password: "p"}; $folder.file("zip-3"))
$text:="iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxAADCAZWAAcQAQNkl0lMAAAAAElFTkSuQmCC"
BASE64 DECODE($text; $blob)
$folder.file("pictures-png").setContent($blob)
For each ($format; [".jpg"; ".gif"; ".bmp"; ".tif"])
	Try
		BLOB TO PICTURE($blob; $picture)
		CONVERT PICTURE($picture; $format)
		PICTURE TO BLOB($picture; $blob; $format)
		$folder.file("pictures-"+Substring($format; 2)).setContent($blob)
	Catch
	End try
End for each
$key:=4D.CryptoKey.new({type: "ECDSA"; curve: "prime256v1"})
$folder.file("pem-1").setText($key.getPrivateKey())
$folder.file("pem-2").setText($key.getPublicKey())
$key:=4D.CryptoKey.new({type: "RSA"; size: 1024})
$folder.file("pem-3").setText($key.getPrivateKey())
$folder.file("pem-4").setText($key.getPublicKey())
$value:={a: [1; "b"; !2024-01-01!; {c: Null}]; d: ?10:00:00?}
VARIABLE TO BLOB($value; $blob)
$folder.file("blobs-1").setContent($blob)
ARRAY TEXT($texts; 3)
$texts{1}:="a"
VARIABLE TO BLOB($texts; $blob)
$folder.file("blobs-2").setContent($blob)
TEXT TO BLOB("abc"*100; $blob; UTF8 text with length)
COMPRESS BLOB($blob; GZIP best compression mode)
$folder.file("blobs-3").setContent($blob)
