//fourd:
// A shared object may be a property of a plain one
var $s : Object:=New shared object("n"; 1)
var $plain : Object:={s: $s; list: [$s]}
tell($plain; OB Is shared($plain); OB Is shared($plain.s))
Use ($plain.s)
	$plain.s.n:=5
End use
tell($s; $plain.list[0].n)
