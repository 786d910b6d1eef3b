// Passes in most runs: the two tellers must meet at the right moment. Exploration finds that moment
var $bank : cs.Bank

$bank:=cs.Bank.new(["Ada"; "Grace"; "Edsger"]; 100)
twoTellers($bank.transferBroken; $bank)
ASSERT($bank.total()=300; "the bank had 300, now it has "+String($bank.total()))
ASSERT($bank.lowest()>=0; "an account is overdrawn")
