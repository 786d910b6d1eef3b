// Two processes add to one counter, reading and writing inside the same Use: nothing is lost, whoever runs when
var $counter : Object

$counter:=New shared object("value"; 0)
runTwice(Formula(addInsideUse($1)); $counter)
ASSERT($counter.value=2; "the counter shows "+String($counter.value))
