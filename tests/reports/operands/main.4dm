var $sum : Variant
var $count : Integer
$count:=3
$sum:="rows"
$sum:=$sum+$count
