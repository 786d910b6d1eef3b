//fourd:
// ARRAY TO COLLECTION changes a shared collection without Use
var $c : Collection:=New shared collection("old")
ARRAY LONGINT($n; 2)
$n{1}:=4
$n{2}:=5
ARRAY TO COLLECTION($c; $n)
tell($c; OB Is shared($c))
