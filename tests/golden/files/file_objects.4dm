// Names, paths and the life of a file.
var $folder; $other : 4D.Folder
var $file; $copy : 4D.File
var $errors : Collection

$folder:=Folder(Temporary folder; fk platform path).folder("golden_"+Generate UUID)
ALERT(String($folder.create())+" "+String($folder.create()))

$file:=$folder.file("sub/report.tar.gz")
ALERT($file.name+" | "+$file.extension+" | "+$file.fullName+" | "+$file.parent.name)
ALERT(String($file.exists)+" "+String($file.size)+" "+String($file.isFile)+" "+String($file.isFolder))
ALERT(String($file.create())+" "+String($file.create())+" "+String($file.exists)+" "+String($file.isWritable))
ALERT(String($file.modificationDate=Current date(*))+" "+String($folder.file("none").modificationDate=!00-00-00!))

$file.setText("a\r\nb\nc"; "UTF-8"; Document with CR)
ALERT(String($file.size)+" "+JSON Stringify($file.getText("UTF-8"; Document with LF)))
$file.setText("é"; "ISO-8859-1")
ALERT(String($file.size)+" "+$file.getText("ISO-8859-1"))
$file.setText("")
ALERT(String($file.size)+"|"+$file.getText()+"|")

// Nothing leads out of the root, and constructors need absolute paths.
ALERT(String(Folder("/RESOURCES").file("../x")=Null)+" "+String($folder.file("/etc/passwd")=Null)+" "+String($folder.file("")=Null))
ALERT($folder.folder("sub/../other").name+" "+String(Folder("/").parent=Null)+" "+String(Folder("/PACKAGE/").parent=Null))
Try
	$file:=File("relative.txt")
Catch
	ALERT("relative: "+String(Last errors[0].errCode))
End try
Try
	$file:=$folder.file("a.txt").rename("b:c")
Catch
	ALERT("name: "+String(Last errors[0].errCode))
End try

// Copies: to a folder that exists, over what is there with `fk overwrite` only.
$file:=$folder.file("a.txt")
$file.setText("first")
$other:=$folder.folder("other")
Try
	$copy:=$file.copyTo($other)
Catch
	ALERT("no folder: "+String(Last errors[0].errCode))
End try
$other.create()
$copy:=$file.copyTo($other)
$file.setText("second")
Try
	$copy:=$file.copyTo($other)
Catch
	ALERT("there: "+String(Last errors[0].errCode))
End try
$copy:=$file.copyTo($other; fk overwrite)
ALERT($copy.getText()+" "+$file.copyTo($other; "c.txt").fullName)
$copy:=$file.moveTo($other; "moved.txt")
ALERT(String($file.exists)+" "+$copy.getText()+" "+$copy.parent.name)
ALERT(JSON Stringify($other.files().extract("fullName")))
ALERT(JSON Stringify($folder.files(fk recursive).extract("fullName")))
ALERT(JSON Stringify($folder.folders().extract("name")))

// Links.
$copy:=$other.file("moved.txt").createAlias($folder; "link")
ALERT(String($copy.isAlias)+" "+$copy.original.fullName+" "+$copy.getText())
$copy.delete()
ALERT(String($copy.exists)+" "+String($other.file("moved.txt").exists))

Try
	$folder.delete()
Catch
	ALERT("not empty: "+String(Last errors[0].errCode))
End try
$folder.delete(Delete with contents)
ALERT(String($folder.exists))
$folder.delete(Delete with contents)
Try
	$folder.delete()
Catch
	ALERT("missing: "+String(Last errors[0].errCode))
End try
ALERT(4D.File.superclass.name+" "+4D.Folder.superclass.name+" "+String(OB Instance of($file; 4D.Document)))
