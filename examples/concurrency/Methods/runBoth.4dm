// Runs a formula in two processes at a time, with two objects in opposite order, and waits until both have ended
#DECLARE($formula : 4D.Function; $left : Object; $right : Object)
var $first; $second : 4D.Signal

$first:=New signal("first")
$second:=New signal("second")
CALL WORKER("first"; Formula(runWithBoth($1; $2; $3; $4)); $formula; $left; $right; $first)
CALL WORKER("second"; Formula(runWithBoth($1; $2; $3; $4)); $formula; $right; $left; $second)
$first.wait()
$second.wait()
