// Passes under every schedule
var $bank : cs.Bank

$bank:=cs.Bank.new(["Ada"; "Grace"; "Edsger"]; 100)
twoTellers($bank.transfer; $bank)
ASSERT($bank.total()=300; "the bank had 300, now it has "+String($bank.total()))
ASSERT($bank.lowest()>=0; "an account is overdrawn")
