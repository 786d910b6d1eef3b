//fourd:
// Compound assignments of times
var $time : Time:=?01:00:00?
$time+=?00:30:00?
tell($time)
$time-=?01:15:00?
tell($time)
$time+=60
tell($time)
$time*=2
tell($time)
$time/=4
tell($time)
