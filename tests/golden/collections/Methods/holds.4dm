// Shows what is not as expected, case and diacritics included
#DECLARE($what : Text; $actual; $expected)
var $found:=JSON Stringify({value: $actual})
var $wanted:=JSON Stringify({value: $expected})
If (Compare strings($found; $wanted; sk char codes)#0)
	show($what; $found; $wanted)
End if
