//fourd:
// A method that handles errors; the code goes on after the error
ON ERR CALL("on_error"; ek local)
tell("before")
throw(40; "first")
tell("between")
throw(41; "second")
ON ERR CALL(""; ek local)
tell("after")
