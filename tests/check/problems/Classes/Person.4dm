property name : Text

Class constructor($name : Text)
	This.name:=$name

Function greeting($loud : Boolean) : Text
	return $loud ? Uppercase(This.name) : This.name

Function rename($name : Text)
	This.name:=$name
