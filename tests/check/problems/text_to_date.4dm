var $day : Date
$day:="2024-02-29"
