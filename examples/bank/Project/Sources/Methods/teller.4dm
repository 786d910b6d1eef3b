// A teller transfers some amounts from one account to another, then triggers the signal
#DECLARE($transfer : 4D.Function; $bank : cs.Bank; $from : Text; $to : Text; $done : 4D.Signal)
var $amount : Integer

For each ($amount; [10; 60; 20])
	$transfer.call($bank; $from; $to; $amount)
End for each 
$done.trigger()
