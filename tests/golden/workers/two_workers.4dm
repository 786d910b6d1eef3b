//fourd: --seed 1
// Each worker has its own process variables
var $first; $second : Object
$first:=New signal
$second:=New signal
CALL WORKER("left"; "add_to_list"; "a"; $first)
CALL WORKER("right"; "add_to_list"; "b"; $second)
tell($first.wait(10); $second.wait(10))
tell($first.list; $second.list)
KILL WORKER("left")
KILL WORKER("right")
