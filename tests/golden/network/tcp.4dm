// 4D.TCPListener, 4D.TCPConnection, 4D.TCPEvent: both sides in one program, callbacks while it waits
var $listener : 4D.TCPListener
var $connection : 4D.TCPConnection
var $blob : Blob
var $serverOptions; $listenerOptions; $options : Object
var $server; $client : Collection

$server:=[]
$client:=[]
$serverOptions:={}
$serverOptions.onConnection:=Formula($server.push($2.type))
$serverOptions.onData:=Formula(echo($1; $2))
$serverOptions.onShutdown:=Formula($server.push($2.type))
$serverOptions.onTerminate:=Formula($server.push($2.type))
$listenerOptions:={onConnection: Formula($serverOptions)}
$listenerOptions.onTerminate:=Formula($server.push("listener "+$2.type))
$listener:=4D.TCPListener.new(0; $listenerOptions)
show([$listener.port>0; $listener.errors.length; OB Class($listener).name])

$options:={}
$options.onConnection:=Formula($client.push($2.type+" "+$2.address+" "+String($2.port=$1.port)))
$options.onData:=Formula($client.push($2.type+" "+BLOB to text($2.data; UTF8 text without length)))
$options.onShutdown:=Formula($client.push($2.type))
$options.onTerminate:=Formula($client.push($2.type+" "+OB Class($2).name))
$connection:=4D.TCPConnection.new("127.0.0.1"; $listener.port; $options)
show([$connection.closed; $connection.address; $connection.port=$listener.port; $connection.noDelay; $connection.listener])
// What is sent before there is a connection is sent as soon as there is one
TEXT TO BLOB("bye"; $blob; UTF8 text without length)
$connection.send($blob)
$connection.wait(10)
show($client)
show([$connection.closed; $connection.errors.length])
// The other side ends once this side has closed too
While ($server.indexOf("terminate")<0)
	4D.TCPConnection.new("127.0.0.1"; $listener.port; {}).wait(0.02)
End while
show([$server[0]; $server.includes("close")])

// A connection that the listener refuses is closed at once
$listenerOptions.onConnection:=Formula(Null)
$connection:=4D.TCPConnection.new("127.0.0.1"; $listener.port; {})
$connection.wait(10)
show($connection.closed)

// A callback that shuts the connection ends the wait
$listenerOptions.onConnection:=Formula({})
$connection:=4D.TCPConnection.new("127.0.0.1"; $listener.port; {onConnection: Formula($1.shutdown()); noDelay: True})
$connection.wait()
show([$connection.closed; $connection.noDelay])

// The port is free again
$listener.terminate()
$client:=[]
$options:={onError: Formula($client.push($2.type)); onTerminate: Formula($client.push($2.type))}
$connection:=4D.TCPConnection.new("127.0.0.1"; $listener.port; $options)
$connection.wait(10)
show([$connection.closed; $connection.errors.length; $connection.errors[0].errCode; $client])
show($server.indexOf("listener terminate")>0)

// Ports that are none
Try
	$connection:=4D.TCPConnection.new("127.0.0.1"; 70000; {})
Catch
	show(Last errors[0].errCode)
End try
