#DECLARE($n : Integer)->$r : Integer

$r:=2*$n
