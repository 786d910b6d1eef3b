// Elements are counted from 1; element 0 stands apart
var $i : Integer

ARRAY TEXT($names; 3)
For ($i; 1; Size of array($names))
	$names{$i}:="name "+String($i)
End for 
$names{0}:="zero"
show($names{3}+", "+$names{0})
APPEND TO ARRAY($names; "last")
show(String(Size of array($names))+" "+$names{4})

ARRAY LONGINT($grid; 2; 3)
$grid{2}{3}:=6
show(String($grid{2}{3}+$grid{1}{1}))
show(String(Size of array($grid))+" "+String(Size of array($grid{1})))
