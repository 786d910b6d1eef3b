// Readings of the clock agree with each other
var $start; $ticks : Integer
var $before; $after : Date
var $time : Time
var $stamp : Text

$before:=Current date
$time:=Current time
$after:=Current date(*)
show(String(($after-$before)<=1)+" "+String($before>=!2024-01-01!))
show(String(($time>=?00:00:00?) & ($time<=?23:59:59?)))
$stamp:=Timestamp
show(String(Match regex("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z"; $stamp)))
show(String(Abs(Date($stamp)-Current date)<=1))
$start:=Milliseconds
$ticks:=Tickcount
DELAY PROCESS(Current process; 6)
show(String((Milliseconds-$start)>=90)+" "+String((Tickcount-$ticks)>=5))
