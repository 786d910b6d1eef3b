Class extends Shape

property radius : Real

Class constructor($radius : Real)
	Super("circle")
	This.radius:=$radius
	
Function get area() : Real
	return Pi*(This.radius^2)
	
	// A computed property that can be set changes what it is computed from
Function get diameter() : Real
	return This.radius*2
	
Function set diameter($diameter : Real)
	This.radius:=$diameter/2
