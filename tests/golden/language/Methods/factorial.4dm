#DECLARE($n : Integer)->$result : Integer

$result:=($n<2) ? 1 : ($n*factorial($n-1))
