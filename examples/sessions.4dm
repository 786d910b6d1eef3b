// A run has a session. All its processes reach the storage of the session, and write to it inside Use.
var $storage : Object

LOG EVENT(Into system standard outputs; "The session's identifier has "+String(Length(Session.id))+" characters.\n")

$storage:=Session storage(Session.id)
Use ($storage)
	$storage.settings:=New shared object("text"; "Hello from the session's storage")
End use 

// The same object by another way
LOG EVENT(Into system standard outputs; Session.storage.settings.text+"\n")

Use (Session.storage.settings)
	Session.storage.settings.text:="Changed"
End use 
LOG EVENT(Into system standard outputs; $storage.settings.text+"\n")
