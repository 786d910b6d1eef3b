// Base64, digests, hashes of passwords and identifiers
var $text; $result; $hash : Text
var $blob : Blob
$text:="é"
BASE64 ENCODE($text; $result)
show($result+" "+$text)
BASE64 ENCODE($text)
show($text)
BASE64 DECODE($text)
show($text)
$text:="-__-"
BASE64 DECODE($text; $blob; *)
show(String($blob{0})+" "+String($blob{1})+" "+String($blob{2}))
BASE64 ENCODE($blob; $result)
show($result)
BASE64 ENCODE($blob; $result; *)
show($result)
BASE64 ENCODE("ab"; $result; *)
show($result)
BASE64 DECODE("SGVs\r\nbG8"; $result)
show($result)
$result:="before"
BASE64 DECODE("*** not base64 ***"; $result)
show("["+$result+"]")

show(Generate digest("The quick brown fox jumps over the lazy dog."; MD5 digest))
show(Generate digest("The quick brown fox jumps over the lazy dog."; SHA1 digest))
show(Generate digest(""; SHA256 digest))
show(Generate digest(""; MD5 digest; *))
show(String(Length(Generate digest("x"; SHA512 digest))))

$hash:=Generate password hash("s3cret"; {algorithm: "bcrypt"; cost: 4})
show(Substring($hash; 5; 3)+" "+String(Length($hash))+" "+String(Verify password hash("s3cret"; $hash))+" "+String(Verify password hash("S3cret"; $hash)))
$hash:=Generate password hash(("a"*72)+"x"; {cost: 4})
show(String(Verify password hash(("a"*72)+"y"; $hash)))

$text:=Generate UUID(7)
show(Substring(Generate UUID; 13; 1)+" "+Substring($text; 13; 1)+" "+String($text<Generate UUID(7)))
show(Choose(True; "Mr"; "Ms")+" "+Choose(False; "Mr"; "Ms")+" "+Choose(2; "Single"; "Married"; "Widowed"))
show("["+Choose(9; "a"; "b")+"] "+String(Choose(-1; 5; 6))+" "+String(Choose(1; !2024-01-01!; !2025-01-01!)))
