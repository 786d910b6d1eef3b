// 4D.CryptoKey: signing, verifying, encrypting, decrypting, and keys in PEM
var $key; $public; $other : 4D.CryptoKey
var $signature; $text : Text
var $status; $options : Object
var $message : Blob

$key:=4D.CryptoKey.new({type: "ECDSA"})
show([$key.type; $key.curve; Undefined($key.size); OB Is shared($key)])
$options:={hash: "SHA256"; encoding: "Base64URL"}
$signature:=$key.sign("hello world"; $options)
// Two numbers of 32 bytes, as JSON web tokens have them
show(Length($signature))
$public:=4D.CryptoKey.new({type: "PEM"; pem: $key.getPublicKey()})
show([$public.type; $public.curve; $public.getPrivateKey()=""; Substring($public.pem; 1; 26)])
show($public.verify("hello world"; $signature; $options).success)
$status:=$public.verify("hello World"; $signature; $options)
show([$status.success; $status.errors.length])
TEXT TO BLOB("hello world"; $message; UTF8 text without length)
show($public.verify($message; $signature; $options).success)
For each ($text; ["secp384r1"; "secp521r1"])
	$other:=4D.CryptoKey.new({type: "ECDSA"; curve: $text})
	show([$other.curve; $other.verify("x"; $other.sign("x"; {hash: "SHA512"}); {hash: "SHA512"}).success])
End for each

$key:=4D.CryptoKey.new({type: "RSA"; size: 2048})
show([$key.type; $key.size; Undefined($key.curve)])
$other:=4D.CryptoKey.new({type: "PEM"; pem: $key.getPrivateKey()})
show([$other.size; $other.getPublicKey()=$key.getPublicKey()])
For each ($options; [{}; {hash: "SHA384"}; {hash: "SHA512"; pss: True}])
	show($other.verify("message"; $key.sign("message"; $options); $options).success)
End for each
show($other.verify("message"; $key.sign("message"; {pss: True}); {}).success)
$options:={hash: "SHA256"; encodingEncrypted: "Base64URL"}
$status:=$other.decrypt($key.encrypt("secret é"; $options); $options)
show($status)
$options.encodingDecrypted:="Base64"
show($other.decrypt($key.encrypt("SGVsbG8="; $options); $options).result)
$status:=$other.decrypt("bm90IGVuY3J5cHRlZA=="; {})
show([$status.success; $status.errors.length])

// What is not possible
For each ($text; ["type"; "curve"; "size"; "pem"; "hash"; "encrypt"; "sign"; "property"])
	Try
		Case of
			: ($text="type")
				$other:=4D.CryptoKey.new({type: "DSA"})
			: ($text="curve")
				$other:=4D.CryptoKey.new({type: "ECDSA"; curve: "round"})
			: ($text="size")
				$other:=4D.CryptoKey.new({type: "RSA"; size: -1})
			: ($text="pem")
				$other:=4D.CryptoKey.new({type: "PEM"; pem: "none"})
			: ($text="hash")
				$signature:=$key.sign("x"; {hash: "CRC"})
			: ($text="encrypt")
				$signature:=$public.encrypt("x"; {})
			: ($text="sign")
				$signature:=$public.sign("x"; {})
			: ($text="property")
				$key.size:=1
		End case
		show($text+": no error")
	Catch
		show($text+": "+Last errors[0].message)
	End try
End for each

// GENERATE ENCRYPTION KEYPAIR
var $private_; $public_ : Blob
GENERATE ENCRYPTION KEYPAIR($private_; $public_; 1024)
$key:=4D.CryptoKey.new({type: "PEM"; pem: BLOB to text($private_; UTF8 text without length)})
$other:=4D.CryptoKey.new({type: "PEM"; pem: BLOB to text($public_; UTF8 text without length)})
show([$key.size; $other.verify("m"; $key.sign("m"; {}); {}).success])
