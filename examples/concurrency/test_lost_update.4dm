// Two processes add to one counter. Each writes inside Use but reads before it: what the other one adds meanwhile is lost
var $counter : Object

$counter:=New shared object("value"; 0)
runTwice(Formula(addReadingBefore($1)); $counter)
ASSERT($counter.value=2; "an addition is lost: the counter shows "+String($counter.value))
