//fourd:
// Elements count from 1; element zero is there too
ARRAY TEXT($t; 2)
$t{0}:="zero"
$t{1}:="one"
$t{2}:="two"
tell(Size of array($t); $t{0}; $t{1}; $t{2})
ARRAY TEXT($t; 3)
tell(Size of array($t); $t{2}; "["+$t{3}+"]")
ARRAY TEXT($t; 1)
ARRAY TEXT($t; 2)
tell($t{1}; "["+$t{2}+"]")
ARRAY TEXT($t; 0)
tell(Size of array($t))
