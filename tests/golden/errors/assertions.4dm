// ASSERT throws -10518 where the condition is false
Try
	ASSERT(1=1; "never")
	ASSERT(1=2; "one is not two")
	show("never")
Catch
	show(Last errors[0].errCode; Last errors[0].message)
End try
Try
	ASSERT(1>2)
Catch
	show(Last errors[0].message)
End try
