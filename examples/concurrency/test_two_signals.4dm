//fourd: --expect-failure Deadlock
// Two processes tell each other that they are ready, but each one waits before it tells
var $first; $second : 4D.Signal

$first:=New signal("first")
$second:=New signal("second")
runBoth(Formula(waitThenTell($1; $2)); $first; $second)
