//fourd:
// A plain object or collection cannot go into a shared one
var $s : Object:=New shared object
Use ($s)
	Try
		$s.o:={a: 1}
	Catch
		tell("object refused"; Last errors.length>0)
	End try
	Try
		$s.c:=[1]
	Catch
		tell("collection refused"; Last errors.length>0)
	End try
	$s.ok:=New shared object("a"; 1)
End use
tell($s)
