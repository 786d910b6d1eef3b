property name : Text
property sides : Integer:=4
property tags:=["new"]

Class constructor($name : Text)
	This.name:=$name

Function set label($label : Text)
	This.name:=$label

Function describe() : Text
	return This.name+" with "+String(This.sides)+" sides"

Function getSelf() : cs.Shape
	return This
