// A small WebSocket server: agrees, sends text and binary messages back, and answers a close
#DECLARE($connection : 4D.TCPConnection; $event : 4D.TCPEvent)
var $blob; $answer : Blob
var $text; $key : Text
var $offset; $length; $index; $kind : Integer

$blob:=$event.data
$text:=BLOB to text($blob; UTF8 text without length)
If ($text="GET @")
	$key:=Substring($text; Position("Sec-WebSocket-Key: "; $text)+19; 24)
	$key:=Generate digest($key+"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; SHA1 digest; *)
	$key:=Replace string(Replace string($key; "-"; "+"; *); "_"; "/"; *)
	If (Position("="; $key)=0)
		$key+="="
	End if
	If (Position("X-Refused"; $text)>0)
		$key:="wrong"
	End if
	$text:="HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "+$key+"\r\n\r\n"
	TEXT TO BLOB($text; $answer; UTF8 text without length)
	$connection.send($answer)
Else
	While ($offset<BLOB size($blob))
		// Short frames only: a byte with the kind, one with the length, four of the mask
		$kind:=$blob{$offset} & 15
		$length:=$blob{$offset+1} & 127
		SET BLOB SIZE($answer; $length+2)
		$answer{0}:=128+$kind
		$answer{1}:=$length
		For ($index; 0; $length-1)
			$answer{$index+2}:=$blob{$offset+6+$index} ^| $blob{$offset+2+($index%4)}
		End for
		$connection.send($answer)
		$offset+=$length+6
	End while
	If ($kind=8)
		$connection.shutdown()
	End if
End if
