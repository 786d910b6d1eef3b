// A small web server: answers each request by its path. What came is collected until a request is complete.
#DECLARE($connection : 4D.TCPConnection; $event : 4D.TCPEvent; $received : Object)
var $answer : Blob
var $text; $head; $body; $path; $status; $type; $more : Text
var $end; $length; $count : Integer
var $words : Collection

$received.text+=BLOB to text($event.data; UTF8 text without length)
$end:=Position("\r\n\r\n"; $received.text)
If ($end=0)
	return
End if
$head:=Substring($received.text; 1; $end+1)
$body:=Substring($received.text; $end+4)
$length:=Position("Content-Length: "; $head)
If ($length>0)
	$length:=Num(Substring($head; $length+16; Position("\r\n"; $head; $length)-$length-16))
	TEXT TO BLOB($body; $answer; UTF8 text without length)
	If (BLOB size($answer)<$length)
		return
	End if
End if
$received.text:=""
$words:=Split string(Substring($head; 1; Position("\r\n"; $head)-1); " ")
$path:=$words[1]
$status:="200 OK"
$type:="text/plain; charset=utf-8"
Case of
	: ($path="/echo@")
		$type:="application/json"
		$text:=JSON Stringify({line: $words.join(" "); head: Split string($head; "\r\n"; sk ignore empty strings).slice(1); body: $body})
	: ($path="/redirect/@")
		$count:=Num(Substring($path; 11))
		$status:="302 Found"
		$more:="Location: "+Choose($count>1; "/redirect/"+String($count-1); "../echo?redirected")+"\r\n"
		$text:="elsewhere"
	: ($path="/secret")
		If (Position("Authorization: Basic dXNlcjpwYXNz"; $head)>0)
			$text:="known"
		Else
			$status:="401 Unauthorized"
			$more:="WWW-Authenticate: Basic realm=\"golden\"\r\n"
			$text:="who?"
		End if
	: ($path="/latin")
		$type:="text/plain; charset=iso-8859-1"
		$text:="plain"
	: ($path="/bytes")
		$type:="application/octet-stream"
		$text:="bytes"
	: ($path="/list")
		$type:="application/json"
		$text:="[1,2,3]"
	: ($path="/cookies")
		$more:="Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
	: ($path="/broken")
		$more:="Content-Length: 1000\r\n"
	: ($path="/nothing")
		$connection.shutdown()
		return
	: ($path="/nonsense")
		TEXT TO BLOB("this is no HTTP\r\n\r\n"; $answer; UTF8 text without length)
		$connection.send($answer)
		$connection.shutdown()
		return
	: ($path="/slow")
		return
	: ($path="/chunks")
		TEXT TO BLOB("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: 1\r\n\r\n"; $answer; UTF8 text without length)
		$connection.send($answer)
		return
	Else
		$status:="404 Not Found"
		$text:="no "+$path
End case
If ($words[0]="HEAD")
	$text:=""
End if
If ($path#"/broken")
	TEXT TO BLOB($text; $answer; UTF8 text without length)
	$more+="Content-Length: "+String(BLOB size($answer))+"\r\n"
End if
$text:="HTTP/1.1 "+$status+"\r\nContent-Type: "+$type+"\r\n"+$more+"\r\n"+$text
TEXT TO BLOB($text; $answer; UTF8 text without length)
$connection.send($answer)
If ($path="/broken")
	$connection.shutdown()
End if
