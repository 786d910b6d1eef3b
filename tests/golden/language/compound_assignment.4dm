var $x; $n : Real
var $t : Text
var $d : Date

$x:=2
$x+=5
show(String($x))
$x-=1
$x*=10
$x/=4
show(String($x))
$t:="Hello"
$t+=" World"
show($t)
$t:="Hello"
$t*=2
show($t)
$d:=!2000-11-10!
$d+=10
show(String($d=!2000-11-20!))
$d-=20
show(String($d=!2000-10-31!))
