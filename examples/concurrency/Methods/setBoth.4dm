#DECLARE($one : Object; $other : Object)

If (Not(Semaphore($one.name; MAXLONG)))
	IDLE
	If (Not(Semaphore($other.name; MAXLONG)))
		CLEAR SEMAPHORE($other.name)
	End if
	CLEAR SEMAPHORE($one.name)
End if
