#DECLARE($object : Object; $signal : 4D.Signal)
Use ($signal)
	$signal.undefined:=$object.a=Null
End use
$signal.trigger()
