//fourd:
// An array used as a number is its current element
ARRAY TEXT($t; 3)
$t{2}:="two"
tell($t+0)
$t:=2
tell($t; $t{$t})
