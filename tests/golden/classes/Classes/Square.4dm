Class extends Shape

property side : Integer:=0

Class constructor($side : Integer)
	Super("square")
	This.side:=$side

Function describe() : Text
	return Super.describe()+" of "+String(This.side)

Function area() : Integer
	return This.side*This.side
