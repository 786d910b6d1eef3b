var $today : Text
$today:=Current date
