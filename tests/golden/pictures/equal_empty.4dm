// Two empty pictures are equal
var $a; $b; $mask : Picture
OK:=0
ALERT(String(Equal pictures($a; $b; $mask))+" "+String(OK)+" "+String(Picture size($mask)))
