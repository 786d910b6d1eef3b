var $count : Integer
$count:="42"
