//fourd: --seed 1
// A worker runs its calls in their order and keeps its variables
var $done : Object:=New signal
CALL WORKER("desk"; "add_to_list"; "one"; Null)
CALL WORKER("desk"; "add_to_list"; "two"; Null)
CALL WORKER("desk"; "add_to_list"; "three"; $done)
tell($done.wait(10))
tell($done.list)
KILL WORKER("desk")
