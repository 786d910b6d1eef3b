//%attributes = {"preemptive":"capable"}
#DECLARE($amount : Real; $done : Object)
cs.Ledger.me.book($amount)
$done.trigger()
