//fourd:
// A time counts the seconds since midnight
tell(?00:00:00?+0; ?00:01:00?+0; ?01:00:00?+0; ?24:00:00?+0)
var $seconds : Integer
$seconds:=?02:00:05?
tell($seconds)
tell(?01:00:00?=3600)
var $time : Time
$time:=Time(7205)
tell($time)
