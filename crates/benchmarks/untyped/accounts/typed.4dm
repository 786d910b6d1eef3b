// Transfers between account objects, then a summary of their balances
var $accounts : Collection
var $from; $to : Object
var $transfer; $number; $amount; $refused : Integer
var $total; $highest : Real

$accounts:=New collection
For ($number; 0; 999)
	$accounts.push({number: $number; balance: 1000; fees: 0; transfers: 0})
End for 
$refused:=0
For ($transfer; 1; 7000000)
	$from:=$accounts[($transfer*7)%1000]
	$to:=$accounts[($transfer*13)%999]
	$amount:=$transfer%97
	If ($from.balance<$amount)
		$refused:=$refused+1
	Else 
		$from.balance:=$from.balance-$amount
		$from.fees:=$from.fees+0.5
		$to.balance:=$to.balance+$amount
		$from.transfers:=$from.transfers+1
	End if 
End for 
$total:=0
$highest:=0
For each ($from; $accounts)
	$total:=$total+$from.balance-$from.fees
	If ($from.balance>$highest)
		$highest:=$from.balance
	End if 
End for each 
LOG EVENT(Into system standard outputs; "accounts "+String($refused)+" "+String($total)+" "+String($highest)+"\n")
