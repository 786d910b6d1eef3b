#DECLARE -> $result : Text
$result:="low"
