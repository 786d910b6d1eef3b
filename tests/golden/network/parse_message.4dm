// HTTP Parse message: requests, answers, forms
var $text : Text
var $message : Object
var $blob : Blob

$text:="POST /batch/gmail/v1/ HTTP/1.1\r\nAuthorization: Bearer xxxxxx\r\nContent-Type: multipart/mixed; boundary=batch_1; charset=UTF-8\r\nUser-Agent: 4D/20.4.0\r\n\r\n"
$text+="--batch_1\r\nContent-Type: application/http\r\nContent-ID: <item1>\r\n\r\nGET https://example.com/1 HTTP/1.1\r\n\r\n--batch_1\r\nContent-Type: application/http\r\nContent-ID: <item2>\r\n\r\nGET https://example.com/2 HTTP/1.1\r\n\r\n--batch_1--\r\n"
$message:=HTTP Parse message($text)
show($message.requestLine)
show($message.headers)
show($message.parts)

// An answer within a part, with one part of its own
$message:=HTTP Parse message("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{\"a\": \"é\"}")
show([$message.statusLine; $message.parts.length; $message.parts[0].contentType; JSON Parse($message.parts[0].content)])

// A form, from its first boundary on, with lines that end in one character
$text:="--x\nContent-Disposition: form-data; name=\"field\"\n\nvalue\n--x\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.bin\"\nContent-Type: application/octet-stream\n\nab\n--x--\n"
TEXT TO BLOB($text; $blob; UTF8 text without length)
$message:=HTTP Parse message($blob)
show([$message.headers; $message.parts[0]])
show([$message.parts[1].name; $message.parts[1].fileName; $message.parts[1].contentType; $message.parts[1].content.size])

// Nothing
show(HTTP Parse message(""))
show(HTTP Parse message("no message at all"))
