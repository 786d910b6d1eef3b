// All stored procedures of a server share one session
var $storage : Object
var $run : Integer

$storage:=Session.storage
Use ($storage)
	$storage.runs:=Num($storage.runs)+1
	$run:=$storage.runs
End use
say("stored procedure in session "+Session.info.type+", run "+String($run))
