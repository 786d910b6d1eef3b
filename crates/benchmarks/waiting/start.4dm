// Starts as many workers as the parameter says, waits until each has run a task, and writes the most virtual memory that
// this has taken, in MB, or 0 where the system does not say.
#DECLARE()
var $text : Text
var $i; $count; $at : Integer

Get database parameter(User param value; $text)
$count:=Num($text)
Use (Storage)
	Storage.done:=New shared object("count"; 0)
End use
For ($i; 1; $count)
	CALL WORKER("worker "+String($i); Formula(countOne))
End for
Repeat
	DELAY PROCESS(Current process; 6)
Until (Storage.done.count=$count)

$at:=0
If (File("/proc/self/status"; fk platform path).exists)
	$text:=Document to text("/proc/self/status")
	$at:=Position("VmPeak:"; $text)
End if
ALERT(String(($at>0) ? Int(Num(Substring($text; $at+7; 12))/1024) : 0))
