#DECLARE() -> $n : Integer
return 2
$n:=9
