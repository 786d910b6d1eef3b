// Two processes take from one shelf at a time: nothing is taken twice
var $shelf : cs.Shelf
var $taken : Object
var $first; $second : 4D.Signal

$shelf:=cs.Shelf.new()
$shelf.put("apples"; 3)
$taken:=New shared object("count"; 0)
$first:=New signal
$second:=New signal
CALL WORKER("first taker"; "takeTwo"; $shelf; $taken; $first)
CALL WORKER("second taker"; "takeTwo"; $shelf; $taken; $second)
$first.wait()
$second.wait()
ASSERT($taken.count=3; "taken: "+String($taken.count))
ASSERT($shelf.count("apples")=0)
