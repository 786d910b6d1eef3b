// Listens to a free port and tells which one
var $listener : 4D.TCPListener

$listener:=4D.TCPListener.new(0; {onConnection: Formula(newPeer)})
Use (Storage.server)
	Storage.server.port:=$listener.port
End use
