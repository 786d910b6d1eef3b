// As store_text, in the older spelling and by the command's older name
#DECLARE($id Text;$text Text)

var $storage : Object

$storage:=Session storage by ID($id)
If ($storage.note=Null)
	Use ($storage)
		$storage.note:=New shared object("text";$text)
	End use 
Else 
	Use ($storage.note)
		$storage.note.text:=$text
	End use 
End if 
