//fourd: --seed 1
// A class store goes to another process, as an object of its own or inside another one
var $done : 4D.Signal:=New signal
CALL WORKER("stores"; Formula(showStores($1; $2; $3)); cs; {stores: [4D]}; $done)
$done.wait()
