//%attributes = {"preemptive":"capable"}
#DECLARE($word : Text; $done : Object)
var list_of_worker : Text
list_of_worker+=$word+" "
If ($done#Null)
	Use ($done)
		$done.list:=list_of_worker
	End use
	$done.trigger()
End if
