//fourd:
// An element that is not there
ARRAY TEXT($t; 2)
$t{2}:="two"
tell($t{2})
tell($t{3})
