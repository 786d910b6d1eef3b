//fourd:
// Compound assignments, truth of values, short circuits (Concepts/operators)
var $v : Variant
var $p : Pointer
var $o : Object
var $c : Collection
var $d : Date
var $h : Time
var $t : Text
var $pic : Picture
$t:="Hello"
$t+=" World"
show(JSON Stringify($t))
$t*=2
show(JSON Stringify($t))
$d:=!2000-11-10!
$d+=10
show(JSON Stringify($d))
$d-=20
show(JSON Stringify($d))
$h:=?10:00:00?
$h+=?01:00:00?
$h+=5
show(JSON Stringify(String($h; HH MM SS)))
$h-=?02:00:00?
$h-=5
show(JSON Stringify(String($h; HH MM SS)))
$h*=2
show(JSON Stringify(String($h; HH MM SS)))
$h/=2
show(JSON Stringify(String($h; HH MM SS)))
$v:=7
$v-=2
$v*=3
$v/=2
show(JSON Stringify($v))
$o:={n: 1; t: "a"}
$o.n+=5
$o.t+="b"
$o.missing+=1
show(JSON Stringify($o))
$c:=[1; 2]
$c[1]*=10
show(JSON Stringify($c))
counter:=0
once()->+=1
show(JSON Stringify([counter; value]))
show(JSON Stringify("Hello" && "World"))
show(JSON Stringify(False && 0))
show(JSON Stringify(0 && False))
show(JSON Stringify(5 && !00-00-00!))
show(JSON Stringify(5 && 10 && "hello"))
show(JSON Stringify($o.none && $o.none.x))
show(JSON Stringify($o.none || "n/a"))
show(JSON Stringify(0 || "n/a"))
show(JSON Stringify("" || "n/a"))
show(JSON Stringify({} || "empty object"))
show(JSON Stringify([] || "empty collection"))
show(JSON Stringify((Null || False) || (?00:00:00? || "time")))
show(JSON Stringify(($p || "nil")))
show(JSON Stringify(($pic || "no picture")))
show(JSON Stringify(!00-00-00! || "no date"))
show(JSON Stringify(True || False && False))
show(JSON Stringify(1=1 ? "yes" : "no"))
show(JSON Stringify(0 ? "zero is true" : "false"))
show(JSON Stringify("" ? "x" : [] ? "y" : {} ? "z" : "w"))
show(JSON Stringify(Bool(0) || Bool("a")))
