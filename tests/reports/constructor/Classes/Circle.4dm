Class extends Shape

Class constructor($radius : Real)
	This.radius:=$radius
