//fourd: --seed 1
// A process variable belongs to its process
var list_of_worker : Text
var $done : Object:=New signal
list_of_worker:="mine"
var $process : Integer
$process:=New process("add_to_list"; 0; "other"; "theirs"; $done)
tell($done.wait(10); $done.list; list_of_worker)
