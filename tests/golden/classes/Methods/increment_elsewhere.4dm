//%attributes = {"preemptive":"capable"}
#DECLARE($signal : 4D.Signal)
show("elsewhere"; cs.Counter.me.increment())
$signal.trigger()
