ARRAY TEXT($names; 2)
$names{1}:="Ada"
var $i : Integer
$i:=3
ALERT($names{$i})
