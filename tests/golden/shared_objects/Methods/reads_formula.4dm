//%attributes = {"preemptive":"capable"}
// Calls what a shared object holds in another process
#DECLARE($shared : Object)
Use ($shared)
	$shared.result:=String($shared.times(2))+" "+$shared.file.fullName+" "+String($shared.blob.size)
End use
$shared.signal.trigger()
