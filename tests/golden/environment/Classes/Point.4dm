property x : Integer

Class constructor($x : Integer)
	This.x:=$x

Function shown() : Text
	return "Point "+String(This.x)
