//%attributes = {"preemptive":"capable"}
#DECLARE($signal : 4D.Signal)
show(Storage.settings.colour)
Use (Storage.settings)
	Storage.settings.colour:="blue"
End use
$signal.trigger()
