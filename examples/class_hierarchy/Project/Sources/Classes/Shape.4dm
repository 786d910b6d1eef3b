// What all shapes have in common. It is not meant to be made itself: its area is an error
property name : Text

Class constructor($name : Text)
	This.name:=$name
	cs.Register.me.add(This)
	
	// Classes that extend this one have an area of their own
Function get area() : Real
	throw({errCode: 1; message: "A "+This.name+" does not know its area"})
	
	// Written once: it asks the object for its area, whatever its class is. A format cuts decimals off, so Round comes first
Function describe() : Text
	return This.name+" with area "+String(Round(This.area; 2); "##0.00")
	
Function isLargerThan($other : cs.Shape) : Boolean
	return This.area>$other.area
