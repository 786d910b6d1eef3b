// 4D.WebSocket: messages of all types, closing, and what does not come about. The server runs in a worker.
var $socket : 4D.WebSocket
var $none : Variant
var $handler : Object
var $blob : Blob
var $port : Integer
var $pause : 4D.TCPConnection

Use (Storage)
	Storage.server:=New shared object("port"; 0)
End use
CALL WORKER("server"; Formula(startSocketServer))
While (Storage.server.port=0)
	DELAY PROCESS(Current process; 1)
End while
$port:=Storage.server.port

// Something to wait for: nothing happens on it
$pause:=4D.TCPConnection.new("127.0.0.1"; $port; {})

$handler:={log: []}
$handler.onOpen:=Formula(This.log.push($2.type+" "+$1.status))
$handler.onMessage:=Formula(This.log.push($2.type+" "+$2.data))
$handler.onTerminate:=Formula(This.log.push($2.type+" "+String($2.code)+" "+$2.reason))
$socket:=4D.WebSocket.new("ws://127.0.0.1:"+String($port)+"/chat?x=1"; $handler)
show([$socket.status; $socket.dataType; $socket.url="ws://127.0.0.1:@/chat?x=1"; $socket.id; $socket.handler=$handler])
$socket.send("hello é")
$socket.send({a: 1})
While ($handler.log.length<3)
	$pause.wait(0.01)
End while
$socket.terminate(3001; "enough")
show(($socket.status="Closing") | ($socket.status="Closed"))
While ($handler.log.length<4)
	$pause.wait(0.01)
End while
show($handler.log)
show($socket.status)
Try
	$socket.send("late")
Catch
	show(Last errors[0].errCode)
End try

// Objects and Blobs
$handler:={log: []; dataType: "object"; onMessage: Formula(This.log.push($2.data))}
$socket:=4D.WebSocket.new("ws://127.0.0.1:"+String($port); $handler)
$socket.send({b: [1; 2]})
While ($handler.log.length=0)
	$pause.wait(0.01)
End while
show([$handler.log[0]; $socket.id])
$socket.terminate()
$handler:={log: []; dataType: "blob"; onMessage: Formula(This.log.push($2.data))}
$socket:=4D.WebSocket.new("ws://127.0.0.1:"+String($port); $handler)
TEXT TO BLOB("bytes"; $blob; UTF8 text without length)
$socket.send($blob)
While ($handler.log.length=0)
	$pause.wait(0.01)
End while
show([OB Class($handler.log[0]).name; $handler.log[0].size])

// Codes that are none
For each ($code; [999; 1001; 5000])
	Try
		$socket.terminate($code)
	Catch
		show(Last errors[0].errCode)
	End try
End for each
$socket.terminate()

// No connection: an error, and Null
For each ($url; ["ws://127.0.0.1:1"; "http://127.0.0.1"; "ws://"])
	Try
		$socket:=4D.WebSocket.new($url)
	Catch
		show(Last errors[0].errCode)
	End try
End for each
ON ERR CALL("ignore")
$none:=1
$none:=4D.WebSocket.new("ws://127.0.0.1:"+String($port); {headers: New object("X-Refused"; "yes")})
show([$none=Null; Error])
