// The storage of a session is the same in all of its processes
var $id : Text
var $progress : Object
var $i; $code; $digits : Integer

$id:=Session.id
show(String(Length($id)))
For ($i; 1; Length($id))
	$code:=Character code($id[[$i]])
	If ((($code>=48) & ($code<=57)) | (($code>=65) & ($code<=70)))
		$digits:=$digits+1
	End if 
End for 
show(String($digits)+" hexadecimal digits")
show(String(Session storage("no such session")=Null))

store_text($id; "first")
show(Session.storage.note.text)
store_text_old($id; "second")
show(Session.storage.note.text)
show(String(Session storage($id)=Session.storage))

$progress:=New shared object("done"; False)
New process("show_note"; 0; "reader"; $progress)
While (Not($progress.done))
	DELAY PROCESS(Current process; 1)
End while 
