//fourd:
// The ends of the range of longs
var $long : Integer
$long:=2147483647
tell($long)
$long:=-2147483648
tell($long)
tell(MAXLONG; MAXINT)
var $real : Real:=1.5e300
tell($real>1e299; $real*10>$real)
