// The name of the installed method, so that it can be put back
var $before : Text
ON ERR CALL("handler"; ek local)
$before:=Method called on error(ek local)
ON ERR CALL("empty_handler"; ek local)
show($before; Method called on error)
ON ERR CALL($before; ek local)
show(Method called on error)
ON ERR CALL(""; ek local)
