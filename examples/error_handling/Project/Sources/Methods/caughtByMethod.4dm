// Installs a method for errors, and afterwards the one that was there before
var $before : Text
var $result : Real

$before:=Method called on error(ek local)
ON ERR CALL("onError"; ek local)
$result:=ratio(1; 0)
say("3: goes on, the error is still known: "+String(Error))
ON ERR CALL($before; ek local)
