//fourd:
// Scalar blobs are copied and altered; blob objects are shared and only read (Concepts/blob)
var $scalar; $copy : Blob
var $boxed; $other : 4D.Blob
var $object : Object
var $byte : Integer
SET BLOB SIZE($scalar; 4; 1)
$copy:=$scalar
$copy{0}:=9
show([$scalar{0}; $copy{0}; Value type($scalar); Is BLOB])
$object:={blob: $scalar}
show([OB Instance of($object.blob; 4D.Blob); Value type($object.blob); OB Get type($object; "blob")])
$scalar{0}:=200
show([$object.blob[0]; $scalar{0}])
$copy:=$object.blob
show([Value type($copy); BLOB size($copy)])
$boxed:=$object.blob
$other:=$boxed
show([$boxed=$other; $boxed.size; $boxed[3]])
$scalar{1}:=256+7
$scalar{2}:=-1
show([$scalar{1}; $scalar{2}])
Try
	$byte:=$scalar{4}
Catch
	show("outside: "+String(Last errors[0].errCode))
End try
Try
	$scalar{-1}:=0
Catch
	show("before: "+String(Last errors[0].errCode))
End try
Try
	$boxed[0]:=5
Catch
	show("read only: "+String(Last errors[0].errCode))
End try
show($boxed[0])
Try
	SET BLOB SIZE($boxed; 8)
Catch
	show("no blob object: "+String(Last errors[0].errCode))
End try
show($boxed.size)
// A text becomes a blob object where one is declared
CONVERT FROM TEXT("Hello, World!"; "UTF-8"; $boxed)
show([OB Instance of($boxed; 4D.Blob); BLOB to text($boxed; UTF8 text without length); $boxed[5]])
show([Convert to text($boxed.slice(0; 5); "UTF-8"); Convert to text($boxed.slice(-6); "UTF-8"); Convert to text($boxed.slice(-6; -1); "UTF-8")])
show([$boxed.slice(50).size; $boxed.slice(5; 2).size; $boxed.slice(0; 500).size; $boxed.slice(-500; 2).size; $boxed.slice().size])
show([4D.Blob.new().size; 4D.Blob.new($scalar).size; 4D.Blob.new($boxed).size])
$scalar:=$boxed
$other:=$scalar
$scalar{0}:=74
show([Convert to text($scalar; "UTF-8"); Convert to text($boxed; "UTF-8"); Convert to text($other; "UTF-8")])
Use (Storage)
	Storage.blob:=$boxed
End use
show([Storage.blob.size; OB Is shared(Storage.blob)])
$object:=OB Copy({b: $boxed})
show(OB Instance of($object.b; 4D.Blob))
show(JSON Stringify({b: 1}))
changed(->$scalar)
show(BLOB size($scalar))
show(taken($scalar))
show(BLOB size($scalar))
show([Storage.blob[1]; Convert to text(Storage.blob; "UTF-8")])
Try
	Storage.blob[1]:=1
Catch
	show("shared: "+String(Last errors[0].errCode))
End try
