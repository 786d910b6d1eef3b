// What each client runs: its own session, its session on the server, a stored procedure, and its own Storage
var $where : Text
var $number; $count : Integer

$where:=(Session=Null) ? "no session here" : ("session "+Session.info.type)
say($where)

remember("first")
remember("second")
say("the server remembers "+remembered)

Use (Storage)
	Storage.greeting:=New shared object("text"; "from "+Current process name)
End use
$count:=countStorage
say("Storage here has "+String(OB Keys(Storage).length)+" entries, on the server "+String($count))

$number:=Execute on server("storedProcedure"; 0; "procedure")
say("stored procedure "+Choose($number<0; "on the server"; "here"))
DELAY PROCESS(Current process; 60)
