//%attributes = {"preemptive":"capable"}
// Keeps a text in the storage of a session
#DECLARE($id : Text; $text : Text)

var $storage : Object

$storage:=Session storage($id)
If ($storage.note=Null)
	Use ($storage)
		$storage.note:=New shared object("text"; $text)
	End use 
Else 
	Use ($storage.note)
		$storage.note.text:=$text
	End use 
End if 
