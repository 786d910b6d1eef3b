// A connection and a socket end when the last reference to them goes; the last callback tells so
var $listener : 4D.TCPListener
var $connection : 4D.TCPConnection
var $socket : 4D.UDPSocket
var $blob : Blob
var $server; $client : Collection
var $options; $callbacks : Object

$server:=[]
$client:=[]
$options:={}
$options.onData:=Formula($server.push(BLOB to text($2.data; UTF8 text without length)))
$options.onTerminate:=Formula($server.push($2.type))
$listener:=4D.TCPListener.new(0; {onConnection: Formula($options)})
TEXT TO BLOB("hello"; $blob; UTF8 text without length)

// What was to be sent still is, also where there was no connection yet
$connection:=4D.TCPConnection.new("127.0.0.1"; $listener.port; {onTerminate: Formula($client.push($2.type+" "+String($1.closed)))})
$connection.send($blob)
$connection:=Null
While ($server.length<2)
	4D.TCPConnection.new("127.0.0.1"; 1; {}).wait(0.02)
End while
show($server)
show($client)

// Another reference keeps it; callbacks get the same object
$options.onTerminate:=Null
$callbacks:={onConnection: Formula($client.push($1=This.own))}
$connection:=4D.TCPConnection.new("127.0.0.1"; $listener.port; $callbacks)
$callbacks.own:=$connection
While ($client.length<2)
	$connection.wait(0.02)
End while
show($client)
$callbacks.own:=Null
$options.other:=$connection
$connection:=Null
show($options.other.closed)
$options.other:=Null
$listener.terminate()

$client:=[]
$socket:=4D.UDPSocket.new({onTerminate: Formula($client.push($2.type))})
$socket:=Null
While ($client.length=0)
	4D.TCPConnection.new("127.0.0.1"; 1; {}).wait(0.02)
End while
show($client)
