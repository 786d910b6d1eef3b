// Listens to a free port and tells which one
var $listener : 4D.TCPListener

$listener:=4D.TCPListener.new(0; {onConnection: Formula({onData: Formula(socketServer($1; $2))})})
Use (Storage.server)
	Storage.server.port:=$listener.port
End use
