//fourd:
// Inserted, deleted, copied, and numbers at every place (theme BLOB)
var $b; $d : Blob
var $at; $i; $mode; $whole; $now : Integer
var $t : Text
TEXT TO BLOB("abcdef"; $b; UTF8 text without length)
INSERT IN BLOB($b; 2; 2; 0x12D)
show([BLOB size($b); $b{1}; $b{2}; $b{3}; $b{4}])
INSERT IN BLOB($b; 0; 1)
show([BLOB size($b); $b{0}; $b{1}])
DELETE FROM BLOB($b; 0; 3)
show([BLOB size($b); $b{0}; $b{2}])
DELETE FROM BLOB($b; 2; 100)
show(BLOB size($b))
TEXT TO BLOB("abcdef"; $b; UTF8 text without length)
COPY BLOB($b; $d; 1; 4; 3)
show([BLOB size($d); $d{0}; $d{4}; $d{6}])
COPY BLOB($b; $b; 0; 2; 4)
show(BLOB to text($b; UTF8 text without length))
SET BLOB SIZE($b; 100)
$at:=50
INTEGER TO BLOB(518; $b; Macintosh byte ordering; $at)
show([BLOB size($b); $b{50}; $b{51}; $at])
INTEGER TO BLOB(0x0206; $b; PC byte ordering; *)
show([BLOB size($b); $b{100}; $b{101}])
INTEGER TO BLOB(0x0206; $b; PC byte ordering)
show([BLOB size($b); $b{0}; $b{1}])
INTEGER TO BLOB(0x12345; $b; Macintosh byte ordering)
show([$b{0}; $b{1}])
INTEGER TO BLOB(-2; $b; PC byte ordering)
show([$b{0}; $b{1}; BLOB to integer($b; PC byte ordering)])
LONGINT TO BLOB(0x01020304; $b; Native byte ordering)
show([BLOB size($b); $b{0}; $b{3}])
LONGINT TO BLOB(-5; $b; Macintosh byte ordering; *)
$at:=4
show([BLOB to longint($b; Macintosh byte ordering; $at); $at])
SET BLOB SIZE($d; 0)
$at:=3
REAL TO BLOB(-1.5; $d; Macintosh double real format; $at)
show([BLOB size($d); $d{0}; $d{3}; $at])
$at:=3
show([BLOB to real($d; Macintosh double real format; $at); $at])
REAL TO BLOB(0.1; $d; Extended real format)
show([BLOB size($d); BLOB to real($d; Extended real format)])
REAL TO BLOB(0.1; $d; Native real format)
show([BLOB size($d); BLOB to real($d; Native real format)])
$at:=5
Try
	$i:=BLOB to integer($d; PC byte ordering; $at)
	show([$i; $at])
	$at:=7
	$i:=BLOB to integer($d; PC byte ordering; $at)
Catch
	show([Last errors[0].errCode; $at])
End try
Try
	$i:=BLOB to longint($d; 0; $i)
	$at:=-1
	$i:=BLOB to longint($d; 0; $at)
Catch
	show(Last errors[0].errCode)
End try
For each ($i; [0; 1; 2; 3; 4; 5; 6])
	TEXT TO BLOB("Café"; $b; $i)
	$at:=0
	show([$i; BLOB size($b); BLOB to text($b; $i; $at; 100); $at])
	TEXT TO BLOB(""; $b; $i)
	show(BLOB size($b))
End for each
TEXT TO BLOB("Café"; $b; UTF8 text without length)
$at:=1
show([BLOB to text($b; UTF8 text without length; $at; 2); $at])
TEXT TO BLOB("ab"; $b)
show([BLOB size($b); BLOB to text($b; Mac C string)])
SET BLOB SIZE($b; 254; 65)
COMPRESS BLOB($b)
BLOB PROPERTIES($b; $mode; $whole; $now)
show([OK; $mode; $whole; $now])
SET BLOB SIZE($b; 255; 65)
COMPRESS BLOB($b)
BLOB PROPERTIES($b; $mode; $whole; $now)
show([OK; $mode; $whole; $now<$whole])
COMPRESS BLOB($b; Fast compression mode)
BLOB PROPERTIES($b; $mode; $whole; $now)
show([$mode; $whole])
EXPAND BLOB($b)
show([OK; BLOB size($b); $b{254}])
Try
	EXPAND BLOB($b)
Catch
	show([OK; Last errors[0].errCode])
End try
COMPRESS BLOB($b; 77)
BLOB PROPERTIES($b; $mode; $whole)
show([$mode; $whole])
show(Is not compressed)
