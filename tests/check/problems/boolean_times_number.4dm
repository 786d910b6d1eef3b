var $total : Real
$total:=True*3
