// Two processes take 80 from an account that holds 100, if there is enough. Every access is inside Use, but between the
// look and the withdrawal another process can come first
var $account : Object

$account:=New shared object("balance"; 100)
runTwice(Formula(withdraw($1)); $account)
ASSERT($account.balance>=0; "the account is overdrawn: "+String($account.balance))
