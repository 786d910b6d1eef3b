#DECLARE($t : Text; $n : Integer; $o : Object; $v) : Text
return "["+$t+"] "+String($n)+" "+String($o=Null)+" "+String(Undefined($v))+" "+String(Count parameters)
