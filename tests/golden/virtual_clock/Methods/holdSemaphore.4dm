// Holds a semaphore for a minute
#DECLARE($signal : 4D.Signal)
var $held : Boolean

$held:=Semaphore("mine")
$signal.trigger()
DELAY PROCESS(Current process; 60*60)
CLEAR SEMAPHORE("mine")
