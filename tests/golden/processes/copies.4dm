// Plain objects arrive as they are in a cooperative process, shared ones everywhere
var $signal : 4D.Signal
var $storage : Object
var $n : Integer
Use (Storage)
	Storage.settings:=New shared object("colour"; "red")
End use
$signal:=New signal
$n:=New process("read_storage"; 0; "reader"; $signal)
$signal.wait()
show(Storage.settings.colour)
