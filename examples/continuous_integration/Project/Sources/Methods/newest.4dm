// The newest of some versions
#DECLARE($versions : Collection) : Text
var $newest; $version : cs.Version
var $text : Text

For each ($text; $versions)
	$version:=cs.Version.new($text)
	If (($newest=Null) || ($version.compare($newest)>0))
		$newest:=$version
	End if 
End for each 
return ($newest=Null) ? "" : $newest.text()
