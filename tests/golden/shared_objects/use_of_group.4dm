//fourd:
// Use of one member allows changes of the others
var $parent; $child : Object
$child:=New shared object("n"; 1)
$parent:=New shared object
Use ($parent)
	$parent.child:=$child
End use
Use ($parent)
	$child.n:=2
	$parent.child.n+=1
End use
Use ($child)
	$parent.seen:=True
End use
tell($parent)
