// A number stored into an Integer variable is rounded; expressions are real
var $i : Integer
$i:=5/2
show($i; 5/2)
$i:=2.4
show($i)
$i:=-2.6
show($i)
$i:=7
show($i/2; $i\2)
