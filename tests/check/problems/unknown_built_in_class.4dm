var $key : Object
$key:=4D.CryptoKye.new({type: "RSA"})
