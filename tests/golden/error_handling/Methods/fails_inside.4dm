var $n : Integer
$n:=1
throw(60; "in line 3")
