var $account : cs.Account
$account:=cs.Account.new()
$account.limit:="none"
$account.balance:=5
ALERT($account.balance+1+$account.owner)
