// Sends what came back, and closes the connection after `bye`
#DECLARE($connection : 4D.TCPConnection; $event : 4D.TCPEvent)
var $blob : Blob

$blob:=$event.data
$connection.send($blob)
If (BLOB to text($blob; UTF8 text without length)="@bye")
	$connection.shutdown()
End if
