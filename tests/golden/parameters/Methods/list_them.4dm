#DECLARE($p1 : Text; $p2 : Text; $p3 : Date)
var $i : Integer
For ($i; 1; Count parameters)
	show("param "+String($i)+" = "+String(${$i}))
End for
