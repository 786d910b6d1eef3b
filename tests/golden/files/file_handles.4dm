// Reading and writing a file piece by piece.
var $file : 4D.File
var $handle; $second : 4D.FileHandle
var $folder : 4D.Folder
var $lines : Collection

$folder:=Folder(Temporary folder; fk platform path).folder("golden_"+Generate UUID)
$file:=$folder.file("lines.txt")
Try
	$handle:=$file.open()
Catch
	ALERT("missing: "+String(Last errors[0].errCode))
End try

$handle:=$file.open({mode: "write"; breakModeWrite: Document with CRLF})
ALERT($handle.mode+" "+$handle.charset+" "+$handle.breakModeRead+" "+$handle.breakModeWrite)
$handle.writeLine("first")
$handle.writeText("second\nthird")
ALERT(String($handle.offset)+" "+String($handle.getSize())+" "+String($handle.eof))
Try
	$second:=$file.open("append")
Catch
	ALERT("second writer: "+String(Last errors[0].errCode))
End try
Try
	$file.setText("other")
Catch
	ALERT("written elsewhere: "+String(Last errors[0].errCode))
End try
$handle:=Null

$handle:=$file.open("append")
$handle.writeLine("!")
$handle:=Null
ALERT(JSON Stringify($file.getText("UTF-8"; Document unchanged)))

$lines:=[]
$handle:=$file.open()
While (Not($handle.eof))
	$lines.push($handle.readLine())
End while
ALERT(JSON Stringify($lines))
$handle.offset:=-1
ALERT(JSON Stringify($handle.readText("sec"))+" "+String($handle.offset))
ALERT(JSON Stringify($handle.readText("nowhere"))+" "+String($handle.offset))
$handle.offset:=1000000
ALERT(JSON Stringify($handle.readText())+" "+String($handle.eof))
$handle.offset:=0
ALERT(Convert to text($handle.readBlob(5); "UTF-8")+" "+String($handle.offset)+" "+$handle.file.fullName)
Try
	$handle.writeText("no")
Catch
	ALERT("reading: "+String(Last errors[0].errCode))
End try
Try
	$handle.offset:="x"
Catch
	ALERT("type: "+String(Last errors[0].errCode))
End try
Try
	$second:=$file.open("Write")
Catch
	ALERT("mode: "+String(Last errors.length))
End try
$handle:=Null

$handle:=$file.open("write")
$handle.setSize(5)
$handle:=Null
ALERT($file.getText())
$folder.delete(Delete with contents)
