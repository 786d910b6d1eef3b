// A class outside of the folder Classes.
Class constructor($name : Text)
	This.name:=$name

Function greeting() : Text
	return "I am "+This.name

Function
