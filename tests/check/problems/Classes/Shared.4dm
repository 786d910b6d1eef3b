Class extends Person

shared Class constructor($name : Text)
	Super($name)

Function greet

Function greet
