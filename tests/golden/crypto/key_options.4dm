// 4D.CryptoKey: forms of PEM, encodings, digests, and what does not go
var $key; $other : 4D.CryptoKey
var $name; $text : Text
var $status : Object

// Parameters of a curve and words around a key do not count
$key:=4D.CryptoKey.new({type: "ECDSA"; curve: "P-384"})
$text:="-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n"+$key.getPrivateKey()+"\nend of the file"
$other:=4D.CryptoKey.new({type: "PEM"; pem: $text})
show([$key.curve; $other.curve; $other.type; Undefined($other.size); $other.getPublicKey()=$key.getPublicKey(); $other.pem=$key.getPrivateKey()])

// What is encrypted with the public key is decrypted with the private one
$key:=4D.CryptoKey.new({type: "RSA"; size: 1024})
$other:=4D.CryptoKey.new({type: "PEM"; pem: $key.getPublicKey()})
show([$other.getPrivateKey(); $other.size; Undefined($other.curve)])
For each ($name; ["SHA1"; "SHA256"; "SHA384"])
	$text:=$other.encrypt("é"; {hash: $name; encodingEncrypted: "Base64URL"})
	$status:=$key.decrypt($text; {hash: $name; encodingEncrypted: "Base64URL"; encodingDecrypted: "Base64"})
	show([Position("="; $text); $status])
End for each

// Signatures: encodings, the scheme PSS, another digest
$text:=$key.sign("message"; {hash: "SHA256"; encoding: "Base64URL"; pss: True})
show($other.verify("message"; $text; {hash: "SHA256"; encoding: "Base64URL"; pss: True}))
show([$other.verify("message"; $text; {hash: "SHA256"; encoding: "Base64URL"}).success; $other.verify("message"; $text; {hash: "SHA384"; encoding: "Base64URL"; pss: True}).success])
$status:=$other.verify("massage"; $text; {hash: "SHA256"; encoding: "Base64URL"; pss: True})
show([$status.success; $status.errors.length])
$status:=4D.CryptoKey.new({type: "RSA"; size: 1024}).decrypt($other.encrypt("secret"; {}); {})
show([$status.success; Undefined($status.result); $status.errors.length])

// What does not go
Try
	$other.sign("message"; {hash: "SHA256"})
Catch
	show(Last errors[0].message)
End try
Try
	4D.CryptoKey.new({type: "ECDSA"}).encrypt("message"; {hash: "SHA256"})
Catch
	show(Last errors[0].message)
End try
Try
	$key.sign("message"; {hash: "nothing"})
Catch
	show(Last errors[0].message)
End try
Try
	$key:=4D.CryptoKey.new({type: "ECDSA"; curve: "none"})
Catch
	show(Last errors[0].message)
End try
Try
	$key:=4D.CryptoKey.new({type: "PEM"; pem: "no key"})
Catch
	show(Last errors[0].message)
End try
