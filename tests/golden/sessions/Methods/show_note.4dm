//%attributes = {"preemptive":"capable"}
#DECLARE($progress : Object)

show("elsewhere: "+Session.storage.note.text)
Use ($progress)
	$progress.done:=True
End use 
