//fourd: --expect-failure Deadlock
// Two processes use two objects, in opposite order: each can hold what the other one waits for
var $first; $second : Object

$first:=New shared object("uses"; 0)
$second:=New shared object("uses"; 0)
runBoth(Formula(useBoth($1; $2)); $first; $second)
ASSERT(($first.uses=2) & ($second.uses=2))
