var $path : Text
$path:="out.xml"
Export structure file($path)
