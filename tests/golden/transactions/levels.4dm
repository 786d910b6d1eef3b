// Transactions nest and can be suspended, without a data file too
show(Transaction level; In transaction; Active transaction)
START TRANSACTION
START TRANSACTION
show(Transaction level; In transaction; Active transaction)
OK:=0
VALIDATE TRANSACTION
show(OK; Transaction level)
SUSPEND TRANSACTION
show(Transaction level; In transaction; Active transaction)
START TRANSACTION
show(Transaction level; Active transaction)
Try
	RESUME TRANSACTION
Catch
	show("the inner one has not ended")
End try
CANCEL TRANSACTION
RESUME TRANSACTION
show(Transaction level; Active transaction)
CANCEL TRANSACTION
show(Transaction level; In transaction)
// Outside of a transaction
CANCEL TRANSACTION
SUSPEND TRANSACTION
RESUME TRANSACTION
VALIDATE TRANSACTION
show(OK; Transaction level)
// Each process has its own
START TRANSACTION
var $signal : 4D.Signal:=New signal
CALL WORKER("other"; "level_here"; $signal)
show($signal.wait(5); $signal.level; Transaction level)
