//fourd: --seed 1
// Standalone: one machine, one session, and all processes belong to it
var $number : Integer
var $done : 4D.Signal

say("session of type "+Session.info.type)

// addToCart runs "on the server", which is this same program here
addToCart("apples"; 2)
addToCart("pears"; 1)
addToCart("apples"; 3)
say("my cart: "+cartText)

// A stored procedure is a process of the same session here, so it sees the same cart
$done:=New signal
$number:=New process("checkOut"; 0; "checking out"; $done)
$done.wait()
say("my cart: "+cartText)
say("sold by this machine: "+String(soldCount))
