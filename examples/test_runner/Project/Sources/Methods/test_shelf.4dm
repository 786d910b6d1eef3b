var $shelf : cs.Shelf

$shelf:=cs.Shelf.new()
ASSERT($shelf.count("apples")=0)
$shelf.put("apples"; 3)
$shelf.put("pears"; 2)
$shelf.put("apples"; 2)
ASSERT($shelf.count("apples")=5; "apples are added up")
ASSERT($shelf.count("pears")=2)
