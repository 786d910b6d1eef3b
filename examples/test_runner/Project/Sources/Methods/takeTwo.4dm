#DECLARE($shelf : cs.Shelf; $taken : Object; $done : 4D.Signal)
var $count : Integer

$count:=$shelf.take("apples"; 2)
Use ($taken)
	$taken.count:=$taken.count+$count
End use
$done.trigger()
