#DECLARE() -> $n : Integer
$n:=1
