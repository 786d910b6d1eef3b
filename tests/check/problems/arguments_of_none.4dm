var $milliseconds : Integer
$milliseconds:=Milliseconds(2)
