//fourd:
// Functions that change a shared collection use it themselves
var $c : Collection:=New shared collection(1; 2)
$c.push(3)
tell($c; OB Is shared($c))
Use ($c)
	$c[0]:=10
	$c.push(4)
End use
tell($c)
