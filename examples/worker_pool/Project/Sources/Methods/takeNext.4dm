//%attributes = {"preemptive":"capable"}
// The index of a job that nobody has taken, or -1. Looking and taking are one step, because both stand in one Use
#DECLARE($task : Object) : Integer
var $number : Integer

Use ($task)
	$number:=($task.next<$task.jobs.length) ? $task.next : -1
	$task.next:=$task.next+1
End use 
return $number
