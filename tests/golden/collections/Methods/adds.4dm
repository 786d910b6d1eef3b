#DECLARE($each : Object)
If (Value type($each.accumulator)=Is text)
	$each.accumulator:=$each.accumulator+String($each.value)
Else
	$each.accumulator:=$each.accumulator+$each.value
End if
