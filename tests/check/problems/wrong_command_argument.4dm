var $length : Integer
$length:=Length(1234)
