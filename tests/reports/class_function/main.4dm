var $account : cs.Account
$account:=cs.Account.new("Ada")
$account.deposit(-5)
