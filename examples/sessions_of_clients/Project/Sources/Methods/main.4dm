//fourd: --as remote --clients 3 --user Ada,Grace,Edsger --seed 1 --any-order
// What each client runs: its own session, its session on the server, a stored procedure, and its own Storage
var $where : Text
var $number; $count : Integer
var $done : 4D.Signal

$where:=(Session=Null) ? "no session here" : ("session "+Session.info.type)
say($where+", on the server session "+twinSession)

// The session on the server is the same in all calls, whichever process of the client makes them
remember("first")
remember("second")
say("the server remembers "+remembered)
$done:=New signal
$number:=New process("lookAgain"; 0; "another process"; $done)
$done.wait()

// Each machine has its own Storage
Use (Storage)
	Storage.greeting:=New shared object("text"; "from "+Current process name)
End use
$count:=countStorage
say("Storage here has "+String(OB Keys(Storage).length)+" entries, on the server "+String($count))

$number:=Execute on server("storedProcedure"; 0; "procedure")
say("stored procedure "+Choose($number<0; "on the server"; "here"))

// Everybody is connected now, and stays until all have looked
DELAY PROCESS(Current process; 60)
say("sessions on the server: "+sessionsOnServer)
DELAY PROCESS(Current process; 60)
