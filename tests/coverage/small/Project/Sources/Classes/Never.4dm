property count:=0

Class constructor
	This.count:=1
