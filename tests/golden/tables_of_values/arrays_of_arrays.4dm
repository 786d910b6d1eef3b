//fourd:
// Two-dimensional arrays: rows of different sizes
ARRAY LONGINT($g; 2; 3)
$g{1}{3}:=13
$g{2}{1}:=21
tell(Size of array($g); Size of array($g{1}))
APPEND TO ARRAY($g{2}; 24)
tell(Size of array($g{1}); Size of array($g{2}); $g{2}{4}; $g{1}{3})
