// How long a round trip to a worker and back takes, in microseconds, beside as many idle workers as the parameter says.
#DECLARE()
var $text : Text
var $i; $begun; $rounds : Integer
var $signal : 4D.Signal

Get database parameter(User param value; $text)
// Milliseconds are coarse: all rounds together take a large part of a second.
$rounds:=200000
For ($i; 1; Num($text))
	CALL WORKER("idle "+String($i); Formula(begun:=True))
End for
CALL WORKER("partner"; Formula(begun:=True))
// Each of them runs its first task.
DELAY PROCESS(Current process; 60)

$begun:=Milliseconds
For ($i; 1; $rounds)
	$signal:=New signal
	CALL WORKER("partner"; Formula($1.trigger()); $signal)
	$signal.wait()
End for
ALERT(String((Milliseconds-$begun)*1000/$rounds))
