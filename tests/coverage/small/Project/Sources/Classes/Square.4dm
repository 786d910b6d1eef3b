Class extends Shape

Class constructor
	Super("square")

Function area($width : Real) : Real
	return Super.area($width; $width)
