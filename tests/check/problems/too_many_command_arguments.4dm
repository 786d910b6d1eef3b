var $length : Integer
$length:=Length("abc"; 2)
