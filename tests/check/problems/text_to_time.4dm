var $hour : Time
$hour:="10:20"
