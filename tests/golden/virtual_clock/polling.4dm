//fourd: --seed 1 --any-order
// A process that waits for another one without letting it run on purpose
var $number : Integer

Use (Storage)
	Storage.state:=New shared object("done"; False)
End use
<>done:=False
$number:=New process("finishLater"; 0; "later")
While (Not(Storage.state.done))
End while
show("seen in a shared object")
While (Not(<>done))
End while
show("seen in an interprocess variable")
