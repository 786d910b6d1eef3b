#DECLARE($own; $others : Object; $done : 4D.Signal)
ALERT(String(OB Instance of($own; 4D.Object)))
ALERT(String($others.stores[0].File#Null))
$done.trigger()
