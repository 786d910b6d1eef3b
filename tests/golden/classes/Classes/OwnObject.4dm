Class extends Object

Class constructor($name : Text)
	Super()
	This.name:=$name
