Class extends Rectangle

Class constructor($side : Real)
	Super($side; $side; "square")
	
	// A function that does what that of its parent class does, and more
Function describe() : Text
	return Super.describe()+", all sides "+String(This.width)
