shared Class constructor
	This.stored:=0

shared Function set content($n : Real)
	This.stored:=$n

Function get content() : Real
	return This.stored
