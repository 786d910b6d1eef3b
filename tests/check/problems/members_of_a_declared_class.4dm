var $file : 4D.File
var $count : Integer
$file:=File("/RESOURCES/a.txt")
$file.size:=5
$count:=$file.name
ALERT(String($count)+$file.nmae)
ALERT(String([1; 2].map()))
