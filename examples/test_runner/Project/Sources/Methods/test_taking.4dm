var $shelf : cs.Shelf

$shelf:=cs.Shelf.new()
$shelf.put("apples"; 3)
ASSERT($shelf.take("apples"; 2)=2)
ASSERT($shelf.take("apples"; 2)=1; "no more than there are")
ASSERT($shelf.take("apples"; 2)=0)
