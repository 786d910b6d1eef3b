Class extends Shape

property width; height : Real

Class constructor($width : Real; $height : Real; $name : Text)
	Super(($name="") ? "rectangle" : $name)
	This.width:=$width
	This.height:=$height
	
Function get area() : Real
	return This.width*This.height
