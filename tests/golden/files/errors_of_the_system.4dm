// What the system refuses is told in our own words, with the path.
var $folder; $busy : 4D.Folder
var $file : 4D.File
var $ref : Time

$folder:=Folder(Temporary folder; fk platform path).folder("golden_"+Generate UUID)
$folder.create()
$file:=$folder.file("text.txt")
Try
	ALERT($file.getText())
Catch
	tellError($folder)
End try
$file.setText("a")
Try
	ALERT($folder.file("text.txt/inside.txt").getText())
Catch
	tellError($folder)
End try
$busy:=$folder.folder("full")
$busy.file("a.txt").setText("a")
Try
	$busy.delete(Delete only if empty)
Catch
	tellError($folder)
End try
Try
	$ref:=Open document($folder.file("none.txt").platformPath)
Catch
	tellError($folder)
End try
Try
	$file.copyTo($folder; "full")
Catch
	tellError($folder)
End try
Try
	$file.copyTo($folder.folder("nowhere"))
Catch
	tellError($folder)
End try
$folder.delete(Delete with contents)
