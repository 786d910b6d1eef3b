#DECLARE($signal : 4D.Signal)
show("held"; Semaphore("door"))
$signal.trigger()
