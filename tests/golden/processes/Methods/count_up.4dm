#DECLARE($by : Integer; $signal : 4D.Signal)
vCount+=$by
show(Current process name; vCount)
If ($signal#Null)
	$signal.trigger()
End if
