property wheels : Integer

Class constructor($wheels : Integer)
	This.wheels:=$wheels

Function describe() : Text
	return This.kind()+" with "+String(This.wheels)+" wheels"

Function kind() : Text
	return "vehicle"

Function get double() : Integer
	return This.wheels*2
