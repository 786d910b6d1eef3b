//fourd:
// A shared object stays in its first group
var $a; $b; $c; $d : Object
$a:=New shared object
$b:=New shared object
$c:=New shared object
$d:=New shared object
Use ($a)
	$a.child:=$b
End use
Use ($c)
	$c.child:=$d
End use
Use ($a)
	Try
		$a.other:=$d
	Catch
		tell("refused"; Last errors.length>0)
	End try
End use
tell($a; $c)
