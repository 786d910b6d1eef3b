#DECLARE($picture : Picture)->$size : Text
var $width; $height : Real
PICTURE PROPERTIES($picture; $width; $height)
$size:=String($width)+"x"+String($height)
