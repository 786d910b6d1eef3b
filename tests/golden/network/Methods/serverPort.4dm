// Starts the web server in a worker, once, and gives its port
#DECLARE->$port : Integer

Use (Storage)
	If (Storage.server=Null)
		Storage.server:=New shared object("port"; 0)
		CALL WORKER("server"; Formula(startWebServer))
	End if
End use
While (Storage.server.port=0)
	DELAY PROCESS(Current process; 1)
End while
$port:=Storage.server.port
