#DECLARE($signal : 4D.Signal)
Use ($signal)
	$signal.result:=42
End use
$signal.trigger()
