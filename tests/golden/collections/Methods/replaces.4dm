#DECLARE($given : Collection; $variable : Pointer)->$result : Text

$variable->:=New collection("other"; "one")
$result:="set in "+String($given.length)
