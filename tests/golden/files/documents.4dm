// Documents by their references.
var $path; $text : Text
var $doc; $second : Time
var $bytes : Blob

$path:=Temporary folder+"golden_"+Generate UUID+".txt"
$doc:=Create document($path)
ALERT(String(OK)+" "+String(Document=$path))
SEND PACKET($doc; "one,two;é€,rest")
ALERT(String(Get document position($doc))+" "+String(Get document size($doc)))
Try
	$second:=Open document($path; Write Mode)
Catch
	ALERT("second writer: "+String(Last errors[0].errCode)+" "+String(OK))
End try
$second:=Open document($path; ""; Read Mode)
RECEIVE PACKET($second; $text; ",")
ALERT($text+" "+String(Get document position($second)))
RECEIVE PACKET($second; $text; 3)
ALERT($text)
SET DOCUMENT POSITION($second; 1; 3)
RECEIVE PACKET($second; $text; 2)
ALERT($text+" "+String(Get document position($second)))
SET DOCUMENT POSITION($second; -4; 2)
RECEIVE PACKET($second; $bytes; 100)
ALERT(Convert to text($bytes; "UTF-8")+" "+String(OK))
RECEIVE PACKET($second; $text; 10)
ALERT("["+$text+"] "+String(OK))
CLOSE DOCUMENT($second)
Try
	CLOSE DOCUMENT($second)
Catch
	ALERT("closed: "+String(Last errors[0].errCode))
End try
SET DOCUMENT SIZE($doc; 3)
CLOSE DOCUMENT($doc)

$doc:=Append document($path)
SEND PACKET($doc; "!")
CLOSE DOCUMENT($doc)
ALERT(Document to text($path)+" "+String(Get document size($path)))

$doc:=Open document($path; ""; Get Pathname)
ALERT(String($doc+0)+" "+String(OK)+" "+String(Document=$path))

USE CHARACTER SET("UTF-16LE"; 0)
$doc:=Create document($path)
SEND PACKET($doc; "ab")
CLOSE DOCUMENT($doc)
USE CHARACTER SET(*; 0)
ALERT(String(Get document size($path)))

SET CHANNEL(10; $path)
var $numbers : Collection
$numbers:=[1; 2; "three"]
SEND VARIABLE($numbers)
SET CHANNEL(11)
$numbers:=Null
SET CHANNEL(10; $path)
RECEIVE VARIABLE($numbers)
ALERT(JSON Stringify($numbers)+" "+String(OK))
RECEIVE VARIABLE($numbers)
ALERT(String(OK))
SET CHANNEL(11)

DELETE DOCUMENT($path)
ALERT(String(OK)+" "+String(Test path name($path)))
Try
	$doc:=Open document($path)
Catch
	ALERT("missing: "+String(Last errors[0].errCode)+" "+String(OK))
End try
Try
	DELETE DOCUMENT("")
Catch
	ALERT("empty: "+String(OK))
End try
