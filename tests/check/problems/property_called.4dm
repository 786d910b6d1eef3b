var $names : Collection
var $file : 4D.File
$names:=["Ada"; "Grace"]
$file:=File("/RESOURCES/names.txt")
If ($file.exists())
	ALERT(String($names.length()))
End if
