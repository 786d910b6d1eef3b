Class extends Animal

Class constructor($name : Text)
	Super("dog "+$name)

Function sound() : Text
	return "woof, not "+Super.sound()
