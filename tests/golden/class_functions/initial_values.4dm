//fourd:
// Properties with a value are there before the constructor runs
var $a; $b : cs.Point
$a:=cs.Point.new(1; 2)
$b:=cs.Point.new(3; 4)
tell($a.label; $a.tags)
$a.tags.push("only a")
tell($a.tags; $b.tags)
