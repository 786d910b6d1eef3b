//fourd:
// The name of the handler can be kept and put back
ON ERR CALL("on_error"; ek local)
var $before : Text:=Method called on error(ek local)
ON ERR CALL("ignore"; ek local)
tell($before; Method called on error(ek local))
ON ERR CALL($before; ek local)
throw(1; "again")
ON ERR CALL(""; ek local)
tell("["+Method called on error(ek local)+"]")
