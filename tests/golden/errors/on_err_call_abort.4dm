// ABORT in the handler ends the process
ON ERR CALL("aborting_handler")
throw(5; "first")
show("never")
