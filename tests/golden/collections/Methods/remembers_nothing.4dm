// Gives what its variables hold at the beginning
#DECLARE($each : Object) -> $result : Text
var $text : Text
var $number : Real
var $items : Collection
var $any
ARRAY LONGINT($array; 0)
$result:=$text+String($number)+String($items=Null)+String($any=Null)+String(Size of array($array))
$text:="x"
$number:=5
$items:=[]
$any:=1
ARRAY LONGINT($array; 3)
