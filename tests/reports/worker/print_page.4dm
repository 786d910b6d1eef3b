#DECLARE($page : Variant)
var $number : Integer
$number:=$page*2
