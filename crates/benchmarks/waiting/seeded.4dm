// With a seed: as many processes as the parameter says wait for a signal while two others take turns.
#DECLARE()
var $text : Text
var $i; $count : Integer

Get database parameter(User param value; $text)
$count:=Num($text)
Use (Storage)
	Storage.done:=New shared object("count"; 0; "turns"; 0)
	Storage.go:=New signal
End use
For ($i; 1; $count)
	$text:=String(New process("waitAndCount"; 0; "waits "+String($i)))
End for
For ($i; 1; 2)
	CALL WORKER("busy "+String($i); Formula(takeTurns))
End for
Repeat
	DELAY PROCESS(Current process; 60)
Until (Storage.done.turns=2000)
Storage.go.trigger()
Repeat
	DELAY PROCESS(Current process; 60)
Until (Storage.done.count=$count)
ALERT("done")
