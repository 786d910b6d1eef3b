//fourd: --seed 1
// Storage is the same in all processes
Use (Storage)
	Storage.board:=New shared object("text"; "before")
End use
var $done : Object:=New signal
CALL WORKER("writer"; "write_on_board"; $done)
tell($done.wait(10); Storage.board.text)
KILL WORKER("writer")
