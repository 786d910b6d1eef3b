// A simulation: a queue of events in the order of time, each of which brings forth the next one of its machine
var $queue : cs.Queue
var $event : Object
var $i; $seed; $check : Integer

$queue:=cs.Queue.new()
$seed:=5
For ($i; 0; 999)
	$seed:=(($seed*1366)+150889)%714025
	$queue.add({time: ($seed*1000)+$i; machine: $i; done: 0})
End for 
For ($i; 1; 400000)
	$event:=$queue.next()
	$event.done:=$event.done+1
	$check:=($check+($event.machine*$event.done))%1000003
	$seed:=(($seed*1366)+150889)%714025
	// The last three digits tell machines apart, so no two times are the same.
	$event.time:=$event.time+($seed*1000)
	$queue.add($event)
End for 
LOG EVENT(Into system standard outputs; "events "+String($queue.next().machine)+" "+String($check)+"\n")
