var $count : Integer
var $home : 4D.folder
$count:=1
$count+="a"
$home:=Folder("/PACKAGE/")
ALERT($home.name+String($count))
