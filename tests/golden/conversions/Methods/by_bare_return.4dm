#DECLARE() -> $n : Integer
$n:=4
return
