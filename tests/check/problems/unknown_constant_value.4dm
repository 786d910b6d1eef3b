var $licence : Integer
$licence:=4D SOAP Local License
