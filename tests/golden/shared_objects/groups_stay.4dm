//fourd:
// Taking a member away does not free it from its group
var $one; $two; $member : Object
$one:=New shared object
$two:=New shared object("x"; New shared object)
$member:=New shared object
Use ($one)
	$one.m:=$member
	$one.m:=Null
End use
tell($one)
Use ($two)
	Try
		$two.m:=$member
		tell("never")
	Catch
		tell("refused")
	End try
End use
