//fourd:
// The system variables of an error
ON ERR CALL("tell_variables"; ek local)
fails_inside
ON ERR CALL(""; ek local)
