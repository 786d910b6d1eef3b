//fourd:
// Compound assignments of numbers
var $n : Real:=10
$n+=5
tell($n)
$n-=3
tell($n)
$n*=2
tell($n)
$n/=8
tell($n)
$n*=1+1
tell($n)
