// Runs a formula in two processes at a time, with an object, and waits until both have ended
#DECLARE($formula : 4D.Function; $object : Object)
var $first; $second : 4D.Signal

$first:=New signal("first")
$second:=New signal("second")
CALL WORKER("first"; Formula(runAndTell($1; $2; $3)); $formula; $object; $first)
CALL WORKER("second"; Formula(runAndTell($1; $2; $3)); $formula; $object; $second)
$first.wait()
$second.wait()
