//fourd: --seed 1 --any-output
// The same transfers twice: once as they should not be written, once as they should
var $bank : cs.Bank

$bank:=cs.Bank.new(["Ada"; "Grace"; "Edsger"]; 100)
twoTellers($bank.transferBroken; $bank)
ALERT("broken: "+JSON Stringify($bank.accounts)+", together "+String($bank.total()))

$bank:=cs.Bank.new(["Ada"; "Grace"; "Edsger"]; 100)
twoTellers($bank.transfer; $bank)
ALERT("mended: "+JSON Stringify($bank.accounts)+", together "+String($bank.total()))
