// The method runs and the interrupted method goes on with its next statement
ON ERR CALL("handler")
throw(5; "first")
show("after the first")
throw(6; "second")
show("after the second")
ON ERR CALL("")
show("["+Method called on error+"]")
