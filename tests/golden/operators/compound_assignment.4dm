// operator:= in one step (Operators, Compound assignment operators)
var $x : Real
var $t : Text
var $d : Date
var $h : Time
$x:=2
$x+=5
show($x)
$x-=3
show($x)
$x*=5
show($x)
$x/=8
show($x)
$t:="Hello"
$t+=" World"
show($t)
$t:="Hello"
$t*=2
show($t)
$d:=!2000-11-10!
$d+=10
show(String($d; ISO date))
$d-=20
show(String($d; ISO date))
$h:=?01:00:00?
$h+=?00:30:00?
show($h)
$h-=5400
show($h)
