//fourd:
// Times go beyond one day
var $time : Time:=?23:59:59?
$time:=$time+?00:00:01?
tell($time)
$time:=?100:00:00?
tell($time; $time+0)
tell(?48:00:00?>?24:00:00?)
