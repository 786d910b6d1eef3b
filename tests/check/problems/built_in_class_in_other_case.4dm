var $home : Object
$home:=4D.folder.new("/PACKAGE/")
ALERT($home.name)
