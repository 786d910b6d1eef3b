var $total; $totl : Real
$total:=12.5
ALERT(String($totl))
