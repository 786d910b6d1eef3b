// 4D.UDPSocket and 4D.UDPEvent
var $receiver; $sender : 4D.UDPSocket
var $options : Object
var $blob : Blob
var $pause : 4D.SystemWorker

$options:={log: []; ports: []}
$options.onData:=Formula(This.log.push($2.type+" "+$2.address+" "+BLOB to text($2.data; UTF8 text without length)))
$options.onTerminate:=Formula(This.log.push($2.type+" "+OB Class($2).name))
$receiver:=4D.UDPSocket.new(0; $options)
$sender:=4D.UDPSocket.new()
show([$receiver.port>0; $sender.port>0; $receiver.port#$sender.port; $receiver.errors.length])
TEXT TO BLOB("packet"; $blob; UTF8 text without length)
$sender.send($blob; "127.0.0.1"; $receiver.port)
While ($options.log.length<1)
	4D.SystemWorker.new("/bin/sleep 0.01"; {}).wait()
End while
show($options.log)

// A port that is in use
$sender:=4D.UDPSocket.new($receiver.port)
show([$sender.errors.length; $sender.errors[0].errCode; $sender.errors[0].componentSignature])

// The port is released with the last reference
$receiver:=Null
While ($options.log.length<2)
	4D.SystemWorker.new("/bin/sleep 0.01"; {}).wait()
End while
show($options.log[1])

// What cannot be sent
Try
	$sender.send($blob; "127.0.0.1"; 1)
Catch
	show(Last errors[0].errCode)
End try
