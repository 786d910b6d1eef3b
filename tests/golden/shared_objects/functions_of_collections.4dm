//fourd:
// Functions of shared collections change them without Use
var $c : Collection:=New shared collection(3; 1; 2)
$c.sort()
tell($c)
$c.insert(0; 9).remove(1)
tell($c)
$c.reverse()
tell($c; $c.pop(); $c.shift())
tell($c)
