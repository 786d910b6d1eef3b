//fourd:
// Compound assignments of texts and dates
var $t : Text:="ab"
$t+="c"
tell($t)
$t*=3
tell($t)
var $d : Date:=!2001-01-30!
$d+=2
tell(Month of($d); Day of($d))
$d-=32
tell(Year of($d); Month of($d); Day of($d))
