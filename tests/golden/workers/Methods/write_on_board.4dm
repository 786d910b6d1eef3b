//%attributes = {"preemptive":"capable"}
#DECLARE($done : Object)
Use (Storage.board)
	Storage.board.text+=" and after"
End use
$done.trigger()
