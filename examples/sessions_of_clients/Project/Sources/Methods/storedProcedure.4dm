// All stored procedures of a server share one session
var $storage : Object

$storage:=Session.storage
Use ($storage)
	$storage.runs:=Num($storage.runs)+1
End use
say("stored procedure in session "+Session.info.type+", run "+String($storage.runs))
