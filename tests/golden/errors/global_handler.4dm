// The global handler is called where there is no local one
ON ERR CALL("handler"; ek global)
throw(1; "to the global one")
ON ERR CALL("tell_local"; ek local)
throw(2; "to the local one")
ON ERR CALL(""; ek local)
throw(3; "to the global one again")
ON ERR CALL(""; ek global)
