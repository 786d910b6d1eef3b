//fourd:
// An empty handler hides errors; Error tells the code
ON ERR CALL("ignore"; ek local)
throw(55; "hidden")
tell(Error)
ON ERR CALL(""; ek local)
