// Integers and real numbers with byte orders and positions
var $b : Blob
var $at : Integer
INTEGER TO BLOB(0x0206; $b; PC byte ordering)
show([BLOB size($b); $b{0}; $b{1}])
INTEGER TO BLOB(-2; $b; Macintosh byte ordering; *)
show([BLOB size($b); $b{2}; $b{3}; BLOB to integer($b; PC byte ordering)])
$at:=6
LONGINT TO BLOB(0x01020304; $b; Macintosh byte ordering; $at)
show([BLOB size($b); $b{5}; $b{6}; $b{9}; $at])
$at:=2
show([BLOB to integer($b; Macintosh byte ordering; $at); $at])
LONGINT TO BLOB(-123456789; $b; PC byte ordering)
show([BLOB size($b); BLOB to longint($b; PC byte ordering)])
REAL TO BLOB(1.5; $b; Extended real format)
show([BLOB size($b); $b{0}; $b{1}; $b{2}; BLOB to real($b; Extended real format)])
REAL TO BLOB(-0.1; $b; Macintosh double real format; *)
$at:=10
show([BLOB to real($b; Macintosh double real format; $at); $at])
Try
	show(BLOB to real($b; PC double real format; $at))
Catch
	show("beyond the end")
End try
$at:=-1
Try
	LONGINT TO BLOB(1; $b; PC byte ordering; $at)
Catch
	show("before the beginning")
End try
show([BLOB size($b); $at])

// Sizes
SET BLOB SIZE($b; 2; 1)
SET BLOB SIZE($b; 4; 0x0107)
INSERT IN BLOB($b; 1; 2; 9)
show([$b{0}; $b{1}; $b{2}; $b{3}; $b{4}; $b{5}; BLOB size($b)])
DELETE FROM BLOB($b; 1; 2)
DELETE FROM BLOB($b; 3; 99)
show([$b{0}; $b{1}; $b{2}; BLOB size($b)])
var $c : Blob
COPY BLOB($b; $c; 1; 2; 2)
show([$c{0}; $c{2}; $c{3}; BLOB size($c)])
COPY BLOB($c; $c; 0; 1; 3)
show([$c{0}; $c{1}; $c{3}; BLOB size($c)])
Try
	COPY BLOB($b; $c; 2; 0; 2)
Catch
	show("beyond the end")
End try
Try
	SET BLOB SIZE($b; -1)
Catch
	show("negative")
End try
Try
	SET BLOB SIZE($b; 1e12)
Catch
	show("too large")
End try
Try
	INSERT IN BLOB($b; 99; 1)
Catch
	show("beyond the end")
End try

// Copies are made when one of two is changed
$c:=$b
$c{0}:=77
show([$b{0}; $c{0}])
