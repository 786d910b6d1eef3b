var $account : cs.Account
$account:=cs.Account.new()
$account.owner:=42
$account.entries:={}
$account.entries:=Null
ALERT(String($account.owner.length)+String($account.owner()))
$account.entries.pussh(1)
