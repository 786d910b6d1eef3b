// Says that it was called
#DECLARE($what : Text) -> $result : Text
LOG EVENT(Into system standard outputs; $what+"\n")
$result:=$what
