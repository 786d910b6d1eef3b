// Errors that a handler throws again wait for the end of the routine that it interrupts
ON ERR CALL("throws_again"; ek local)
two_throws
show("goes on")
