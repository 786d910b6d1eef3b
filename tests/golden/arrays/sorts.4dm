// One criterion; the others follow
ARRAY TEXT($t; 4)
ARRAY LONGINT($n; 4)
$t{1}:="b"
$t{2}:="É"
$t{3}:="a"
$t{4}:="B"
$n{1}:=1
$n{2}:=2
$n{3}:=3
$n{4}:=4
$t{0}:="zero"
SORT ARRAY($t; $n)
show(JSON Stringify array($t)+JSON Stringify array($n)+$t{0})
SORT ARRAY($n; $t; <)
show(JSON Stringify array($t)+JSON Stringify array($n))
ARRAY DATE($d; 2)
$d{1}:=!2024-02-01!
$d{2}:=!2024-01-01!
SORT ARRAY($d; >)
show(JSON Stringify array($d))

// Several criteria
ARRAY TEXT($city; 4)
ARRAY REAL($size; 4)
ARRAY POINTER($p; 4)
$city{1}:="Rome"
$city{2}:="Bonn"
$city{3}:="rome"
$city{4}:="Bonn"
$size{1}:=1
$size{2}:=2
$size{3}:=3
$size{4}:=4
MULTI SORT ARRAY($city; >; $size; <; $p)
show(JSON Stringify array($city)+JSON Stringify array($size))
ARRAY POINTER($arrays; 2)
ARRAY LONGINT($orders; 2)
$arrays{1}:=->$city
$arrays{2}:=->$size
$orders{1}:=0
$orders{2}:=1
MULTI SORT ARRAY($arrays; $orders)
show(JSON Stringify array($city)+JSON Stringify array($size))

// What cannot be sorted
Try
	SORT ARRAY($p)
Catch
	show("pointers")
End try
Try
	SORT ARRAY($city; $d)
Catch
	show("sizes")
End try
Try
	MULTI SORT ARRAY($city; $size)
Catch
	show("no criterion")
End try
ARRAY TEXT($rows; 2; 2)
Try
	SORT ARRAY($rows)
Catch
	show("rows")
End try
