#DECLARE() -> $n : Integer
$n:=9
return 3
