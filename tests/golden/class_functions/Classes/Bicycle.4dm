Class extends Vehicle

property bell : Boolean:=True

Class constructor($color : Text)
	Super(2)
	This.color:=$color

Function kind() : Text
	return "bicycle"

Function describe() : Text
	return Super.describe()+", "+This.color
