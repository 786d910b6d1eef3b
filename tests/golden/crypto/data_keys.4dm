// Keys of encrypted data, and Blobs encrypted with them.
var $key : Object
var $blob; $closed; $opened : Blob
$key:=New data key("a phrase")
show(JSON Stringify($key))
show("same "+String(New data key("a phrase").encodedKey=$key.encodedKey)+", other "+String(New data key("A phrase").encodedKey=$key.encodedKey))
show("empty "+String(New data key("")=Null))
show("registered "+String(Register data key($key))+" "+String(Register data key("a phrase"))+" "+String(Register data key("another")))
TEXT TO BLOB("twenty characters ..."; $blob; UTF8 text without length)
show(String(Encrypt data BLOB($blob; $key; 7; $closed))+" "+String(BLOB size($blob))+" -> "+String(BLOB size($closed)))
show(String(Decrypt data BLOB($closed; "a phrase"; 7; $opened))+" "+BLOB to text($opened; UTF8 C string)+" "+String(BLOB size($opened)))
show("other salt "+String(Decrypt data BLOB($closed; $key; 8; $opened))+" "+String(BLOB to text($opened; UTF8 C string)=BLOB to text($blob; UTF8 C string)))
show("other phrase "+String(Decrypt data BLOB($closed; "b"; 7; $opened))+" "+String(BLOB to text($opened; UTF8 C string)=BLOB to text($blob; UTF8 C string)))
show("bad key "+String(Encrypt data BLOB($blob; {encodedKey: "12"}; 7; $closed))+" "+String(BLOB size($closed)))
show("bad length "+String(Decrypt data BLOB($blob; $key; 7; $opened))+" "+String(BLOB size($opened)))
// Pairs of keys.
var $private; $public; $hisPrivate; $hisPublic : Blob
GENERATE ENCRYPTION KEYPAIR($private; $public)
GENERATE ENCRYPTION KEYPAIR($hisPrivate; $hisPublic; 1024)
$closed:=$blob
ENCRYPT BLOB($closed; $private)
show("encrypted "+String(BLOB to text($closed; UTF8 text without length)=BLOB to text($blob; UTF8 text without length)))
$opened:=$closed
DECRYPT BLOB($opened; $public)
show(BLOB to text($opened; UTF8 text without length))
Try
	$opened:=$closed
	DECRYPT BLOB($opened; $hisPublic)
Catch
	show(Last errors[0].message+" "+String(BLOB size($opened)=BLOB size($closed)))
End try
$closed:=$blob
ENCRYPT BLOB($closed; $private; $hisPublic)
$opened:=$closed
DECRYPT BLOB($opened; $public; $hisPrivate)
show(BLOB to text($opened; UTF8 text without length))
Try
	$opened:=$closed
	DECRYPT BLOB($opened; $public; $private)
Catch
	show(Last errors[0].message)
End try
Try
	$opened:=$closed
	$opened{BLOB size($opened)-1}:=$opened{BLOB size($opened)-1} ^| 1
	DECRYPT BLOB($opened; $public; $hisPrivate)
Catch
	show(Last errors[0].message)
End try
Try
	ENCRYPT BLOB($blob; $public)
Catch
	show(Last errors[0].message)
End try
SET BLOB SIZE($closed; 0)
ENCRYPT BLOB($closed; $private)
DECRYPT BLOB($closed; $public)
show("nothing "+String(BLOB size($closed)))
