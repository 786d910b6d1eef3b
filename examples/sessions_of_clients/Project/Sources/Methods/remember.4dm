//%attributes = {"executedOnServer":true}
// Sets a text in the storage of the user's session, on the server
#DECLARE($text : Text)
var $storage : Object

$storage:=Session.storage
If ($storage.settings=Null)
	Use ($storage)
		$storage.settings:=New shared object("text"; $text)
	End use
Else
	Use ($storage.settings)
		$storage.settings.text:=$text
	End use
End if
