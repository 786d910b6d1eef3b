// HTTP Get, HTTP Request, HTTP AUTHENTICATE, options, certificates folder
var $host; $text; $folder : Text
var $status; $value; $option : Integer
var $object : Object
var $collection : Collection
var $blob : Blob
ARRAY TEXT($names; 0)
ARRAY TEXT($values; 0)

$host:="http://127.0.0.1:"+String(serverPort)
$status:=HTTP Get($host+"/latin"; $text)
show([$status; $text])
$status:=HTTP Get($host+"/latin"; $blob)
show([$status; BLOB size($blob)])
$status:=HTTP Get($host+"/list"; $collection)
show([$status; $collection])
$status:=HTTP Get($host+"/list"; $object)
show([$status; $object=Null])
$status:=HTTP Get($host+"/bytes"; $object)
show([$status; OB Class($object).name; $object.size])
$status:=HTTP Get($host+"/missing"; $text)
show([$status; $text])

// Header fields go out and come in
APPEND TO ARRAY($names; "X-One")
APPEND TO ARRAY($values; "1")
APPEND TO ARRAY($names; "User-Agent")
APPEND TO ARRAY($values; "golden")
$status:=HTTP Get($host+"/echo"; $object; $names; $values)
show([$object.line; $object.head.slice(1)])
show([Size of array($names); $names{1}; $values{1}; $names{2}])
$status:=HTTP Get($host+"/echo"; $object; $names; $values; *)
show(Position("close"; $object.head.join())=0)

// Bodies
$status:=HTTP Request(HTTP POST method; $host+"/echo"; "text é"; $object)
show([$status; $object.line; $object.body; $object.head.slice(3)])
$status:=HTTP Request("put"; Substring($host; 8)+"/echo"; {a: [1]}; $object)
show([$status; $object.line; $object.body; $object.head.slice(3)])
TEXT TO BLOB("bytes"; $blob; UTF8 text without length)
$status:=HTTP Request(HTTP PUT method; $host+"/echo"; $blob; $object)
show([$status; $object.body; $object.head.slice(3)])
$status:=HTTP Request(HTTP DELETE method; $host+"/echo"; ""; $object)
show([$status; $object.line; $object.head.slice(3)])
$status:=HTTP Request(HTTP HEAD method; $host+"/list"; ""; $text)
show([$status; $text])

// Options and their values at first
For ($option; 1; 7)
	HTTP GET OPTION($option; $value)
	show([$option; $value])
End for
show(HTTP Get($host+"/redirect/2"; $text))
show(HTTP Get($host+"/redirect/3"; $text))
HTTP SET OPTION(HTTP max redirect; 3)
show(HTTP Get($host+"/redirect/3"; $text))
HTTP SET OPTION(HTTP follow redirect; 0)
show(HTTP Get($host+"/redirect/1"; $text))
HTTP SET OPTION(HTTP compression; 1)
$status:=HTTP Get($host+"/echo"; $object)
show($object.head.slice(3))
HTTP AUTHENTICATE("user"; "pass"; HTTP basic)
show(HTTP Get($host+"/secret"; $text))
show(HTTP Get($host+"/secret"; $text))
HTTP SET OPTION(HTTP reset auth settings; 1)
show([HTTP Get($host+"/secret"; $text); HTTP Get($host+"/secret"; $text)])
HTTP AUTHENTICATE("user"; "pass")
show([HTTP Get($host+"/secret"; $text); HTTP Get($host+"/secret"; $text)])

// No answer: an error, and 0
ON ERR CALL("ignore")
$status:=1
$status:=HTTP Get("http://127.0.0.1:1"; $text)
show([$status; Error])
$status:=1
$status:=HTTP Get($host+"/nonsense"; $text)
show([$status; Error])
HTTP SET OPTION(HTTP timeout; 1)
$status:=1
$status:=HTTP Get($host+"/slow"; $text)
show([$status; Error])
ON ERR CALL("")

// What is not valid
Try
	HTTP SET OPTION(8; 1)
Catch
	show(Last errors[0].errCode)
End try
Try
	HTTP SET OPTION(HTTP follow redirect; 2)
Catch
	show(Last errors[0].errCode)
End try
Try
	HTTP AUTHENTICATE("user"; "pass"; 3)
Catch
	show(Last errors[0].errCode)
End try
Try
	HTTP SET CERTIFICATES FOLDER("/no/such/folder/")
Catch
	show(Last errors[0].errCode)
End try

// The folder with the certificate of the client
$folder:=HTTP Get certificates folder
show($folder="@ClientCertificatesFolder/")
HTTP SET CERTIFICATES FOLDER(Temporary folder)
show(HTTP Get certificates folder=Temporary folder)
HTTP SET CERTIFICATES FOLDER($folder)
show(HTTP Get certificates folder=$folder)
