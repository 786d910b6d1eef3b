//fourd:
// Use may be nested
var $s : Object:=New shared object("n"; 0)
Use ($s)
	$s.n+=1
	Use ($s)
		$s.n+=1
	End use
	$s.n+=1
End use
tell($s.n)
