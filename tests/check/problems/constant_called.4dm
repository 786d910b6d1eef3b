var $code : Integer
$code:=Is longint(3)
