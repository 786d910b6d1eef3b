// With * a process of that name is started only once
var $first; $second : Integer
$first:=New process("waits_a_little"; 0; "only one"; *)
$second:=New process("waits_a_little"; 0; "only one"; *)
show($first=$second; Process number("only one")=$first)
