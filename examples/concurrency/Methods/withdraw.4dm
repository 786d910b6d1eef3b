#DECLARE($account : Object)
var $enough : Boolean

Use ($account)
	$enough:=($account.balance>=80)
End use
If ($enough)
	Use ($account)
		$account.balance:=$account.balance-80
	End use
End if
