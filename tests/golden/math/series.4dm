// Commands on arrays with one and two dimensions
ARRAY REAL($numbers; 4)
$numbers{0}:=1000
$numbers{1}:=2
$numbers{2}:=4
$numbers{3}:=4
$numbers{4}:=6
show(String(Sum($numbers))+" "+String(Average($numbers))+" "+String(Min($numbers))+" "+String(Max($numbers)))
show(String(Sum squares($numbers))+" "+String(Round(Variance($numbers); 6))+" "+String(Round(Std deviation($numbers); 6)))
OK:=0
show(String(Sum($numbers)+OK))

ARRAY LONGINT($table; 2; 3)
$table{1}{1}:=-5
$table{2}{3}:=7
show(String(Sum($table))+" "+String(Min($table))+" "+String(Max($table))+" "+String(Round(Average($table); 4)))

ARRAY DATE($dates; 2)
$dates{1}:=!2020-02-29!
$dates{2}:=!1999-12-31!
show(String(Min($dates))+" "+String(Max($dates)))

ARRAY INTEGER($empty; 0)
show(String(Sum($empty))+String(Average($empty))+String(Max($empty))+String(Variance($empty)))
