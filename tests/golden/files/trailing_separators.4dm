// A path that ends with a separator is a folder's
Try
	show(File("/RESOURCES/x/").path)
Catch
	show("error"; Last errors[0].errCode)
End try
Try
	show(File("/tmp/x/"; fk platform path).path)
Catch
	show("error"; Last errors[0].errCode)
End try
show(Folder("/RESOURCES/x").path; Folder("/RESOURCES/x/").path; Folder("/RESOURCES/").file("x/")=Null)
// Only a file that is read has an end to reach
var $file : 4D.File:=Folder(Temporary folder; fk platform path).file(Generate UUID+".txt")
var $handle : 4D.FileHandle:=$file.open("write")
show($handle.eof)
$handle.writeText("abc")
show($handle.eof)
$handle:=Null
$handle:=$file.open("append")
show($handle.eof)
$handle:=$file.open("read")
show($handle.eof)
show($handle.readText(); $handle.eof)
$file.delete()
