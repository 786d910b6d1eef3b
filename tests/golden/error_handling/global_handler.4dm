//fourd:
// The handler for the whole application, when there is no local one
ON ERR CALL("on_error"; ek global)
throw(8; "for the global one")
ON ERR CALL("ignore"; ek local)
throw(9; "for the local one")
tell(Error)
ON ERR CALL(""; ek local)
ON ERR CALL(""; ek global)
