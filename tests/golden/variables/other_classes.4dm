// Only parameters check the class of an object, variables do not
var $f : 4D.File
$f:=Folder("/PACKAGE/")
show(OB Instance of($f; 4D.Folder))
For each ($f; [{a: 1}])
	show($f.a)
End for each
Try
	takes_file({a: 1})
Catch
	show("error"; Last errors[0].errCode)
End try
takes_file(Null)
takes_file(File("/PACKAGE/a.txt"))
