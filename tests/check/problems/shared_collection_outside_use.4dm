var $queue : Collection
$queue:=New shared collection
$queue.push(1)
