// Adding and removing
ARRAY LONGINT($a; 0)
var $i : Integer
For ($i; 1; 5)
	APPEND TO ARRAY($a; $i*10)
End for 
INSERT IN ARRAY($a; 2; 2)
show(JSON Stringify array($a))
INSERT IN ARRAY($a; 99)
show(JSON Stringify array($a))
DELETE FROM ARRAY($a; 2; 2)
show(JSON Stringify array($a))
DELETE FROM ARRAY($a; 5; 100)
DELETE FROM ARRAY($a; 100)
show(JSON Stringify array($a))
APPEND TO ARRAY($a; ?00:00:07?)
show($a{5})
Try
	APPEND TO ARRAY($a; "text")
Catch
	show("refused")
End try
show(Size of array($a))

// An array that does not exist yet
APPEND TO ARRAY($new; "first")
APPEND TO ARRAY($new; "second")
show(JSON Stringify array($new))

// Copies
$a:=3
COPY ARRAY($a; $b)
$a{1}:=0
show(JSON Stringify array($b)+" "+String($b))
ARRAY LONGINT($whole; 0)
ARRAY REAL($reals; 2)
$reals{1}:=1.6
$reals{2}:=-1.4
COPY ARRAY($reals; $whole)
show(JSON Stringify array($whole))
ARRAY TEXT($texts; 1)
COPY ARRAY($texts; $whole)
show(JSON Stringify array($whole))
ARRAY TEXT($rows; 2; 1)
$rows{2}{1}:="x"
COPY ARRAY($rows; $rows2)
$rows{2}{1}:="y"
show(JSON Stringify array($rows2))
COPY ARRAY($rows{2}; $row)
show(JSON Stringify array($row))
INSERT IN ARRAY($rows; 1)
show(JSON Stringify array($rows))
APPEND TO ARRAY($rows{1}; "z")
show(JSON Stringify array($rows))
