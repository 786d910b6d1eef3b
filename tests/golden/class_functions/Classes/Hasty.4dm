Class extends Vehicle

Class constructor
	This.early:=True
	Super(4)
