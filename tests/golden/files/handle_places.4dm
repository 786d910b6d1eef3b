//fourd:
// Places, characters and sizes of file handles (API/FileHandleClass)
var $file : 4D.File
var $h : 4D.FileHandle
var $blob : 4D.Blob
var $lines : Collection
$file:=Folder(Temporary folder; fk platform path).folder("golden_"+Generate UUID).file("a.txt")
$file.create()
$h:=$file.open("write")
ALERT(JSON Stringify([$h.mode; $h.charset; $h.breakModeRead; $h.breakModeWrite; $h.offset; $h.eof; $h.getSize()]))
$h.writeText("héllo")
ALERT(JSON Stringify($h.getSize()))
$h.writeLine("")
CONVERT FROM TEXT("xyz"; "UTF-8"; $blob)
$h.writeBlob($blob)
ALERT(JSON Stringify([$h.offset; $h.getSize(); $file.size]))
$h.offset:=0
$h.writeText("H")
ALERT(JSON Stringify([$h.offset; $h.getSize()]))
$h:=Null
ALERT(JSON Stringify($file.getText()))
$h:=$file.open()
ALERT(JSON Stringify([$h.readText("l"); $h.offset; $h.readText("l"); $h.offset]))
ALERT(JSON Stringify([$h.readText("Q"); $h.offset; $h.eof]))
ALERT(JSON Stringify([$h.readLine(); $h.readLine(); $h.eof; $h.readLine()]))
$h.offset:=2
ALERT(JSON Stringify([$h.readText(); $h.eof]))
$h.offset:=-5
ALERT(JSON Stringify([$h.readBlob(2).size; $h.offset]))
ALERT(JSON Stringify([$h.readBlob(500).size; $h.eof; $h.offset]))
ALERT(JSON Stringify($h.readBlob(5).size))
Try
	$h.mode:="write"
Catch
	ALERT(JSON Stringify("mode: "+String(Last errors[0].errCode)))
End try
Try
	$h.eof:=False
Catch
	ALERT(JSON Stringify("eof: "+String(Last errors[0].errCode)))
End try
Try
	Use (Storage)
		Storage.h:=$h
	End use
Catch
	ALERT(JSON Stringify("not shared: "+String(Last errors[0].errCode)))
End try
Try
	$h.setSize(1)
Catch
	ALERT(JSON Stringify("reading: "+String(Last errors[0].errCode)))
End try
$h:=Null
$h:=$file.open("append")
ALERT(JSON Stringify([$h.mode; $h.offset]))
$h.writeText("!")
$h.setSize(3)
ALERT(JSON Stringify([$h.getSize(); $h.offset]))
$h.writeText("?")
ALERT(JSON Stringify($h.getSize()))
$h:=Null
ALERT(JSON Stringify($file.getContent().size))
$file.setContent(4D.Blob.new())
$h:=$file.open()
ALERT(JSON Stringify([$h.eof; $h.readLine(); $h.readText(); $h.getSize()]))
$h:=Null
$h:=$file.open({mode: "write"; charset: "UTF-16LE"; breakModeWrite: "crlf"})
ALERT(JSON Stringify([$h.charset; $h.breakModeWrite]))
$h.writeLine("ab")
ALERT(JSON Stringify([$h.getSize(); $h.offset]))
$h:=Null
$h:=$file.open({charset: "UTF-16LE"; breakModeRead: Document with LF})
ALERT(JSON Stringify([$h.breakModeRead; $h.readLine(); $h.offset]))
$h:=Null
$h:=$file.open({charset: "UTF-16LE"})
ALERT(JSON Stringify($h.readBlob(2).size))
$h.offset:=1
ALERT(JSON Stringify($h.readLine()))
$h:=Null
$h:=$file.open("write")
$h.writeText("one!two!!end")
$h:=Null
$h:=$file.open("read")
$lines:=[]
While (Not($h.eof) && ($lines.length<8))
	$lines.push($h.readText("!"))
	If ($lines.length=3)
		$lines.push($h.readText())
	End if
End while
ALERT(JSON Stringify($lines))
$h:=Null
$file.parent.delete(Delete with contents)
