//fourd:
// Of the name of a variable 31 characters count, without $ or <>
var $abcdefghijklmnopqrstuvwxyz12345 : Text
$abcdefghijklmnopqrstuvwxyz12345:="kept"
show($abcdefghijklmnopqrstuvwxyz12345678; $ABCDEFGHIJKLMNOPQRSTUVWXYZ12345x)
abcdefghijklmnopqrstuvwxyz12345:="process"
show(abcdefghijklmnopqrstuvwxyz12345more)
<>abcdefghijklmnopqrstuvwxyz12345:="interprocess"
show(<>abcdefghijklmnopqrstuvwxyz12345more)
show(Get pointer("abcdefghijklmnopqrstuvwxyz12345others")->)
// Below that each character counts
var $abcdefghijklmnopqrstuvwxyz1234 : Text
show($abcdefghijklmnopqrstuvwxyz1234="")
// Of the name of a property each character counts
var $object:={abcdefghijklmnopqrstuvwxyz12345: 1; abcdefghijklmnopqrstuvwxyz123456: 2}
show($object.abcdefghijklmnopqrstuvwxyz12345; $object.abcdefghijklmnopqrstuvwxyz123456)
long_parameter("value")
